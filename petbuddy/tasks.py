"""From a committed transaction to the worker, without ever turning a done thing into an error."""

import logging

from django.db import transaction

logger = logging.getLogger("petbuddy.tasks")


def after_commit(task, *args):
    """Ask the worker to run `task` once the transaction is committed; one message per transaction and arguments.

    If Redis is away the message is lost and nothing else: the row that the task works on is found by the sweep.
    """
    connection = transaction.get_connection()
    key = (task.name, args)
    waiting = getattr(connection, "_pb_waiting", None)
    if waiting is None or not connection.in_atomic_block:
        waiting = connection._pb_waiting = set()
    if key in waiting and any(getattr(entry[1], "key", None) == key for entry in connection.run_on_commit):
        return
    waiting.add(key)

    def publish():
        waiting.discard(key)
        try:
            task.apply_async(args=args, retry=False)
        except Exception:  # noqa: BLE001  any transport error: the sweep sends what was left
            logger.warning("not queued, the sweep will find it", extra={"task": task.name}, exc_info=False)

    publish.key = key
    transaction.on_commit(publish, robust=True)
