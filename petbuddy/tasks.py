"""From a committed transaction to the worker, without ever turning a done thing into an error."""

import logging
import time

from django.db import transaction

logger = logging.getLogger("petbuddy.tasks")

# After a failed publish the queue is left alone for a moment: a transaction that tells twenty people must not wait
# twenty times for a Redis that is away.
PAUSE_SECONDS = 5.0
_resume_at = 0.0


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
        _publish(task, args)

    publish.key = key
    transaction.on_commit(publish, robust=True)


def _publish(task, args):
    global _resume_at
    if time.monotonic() < _resume_at:
        return
    try:
        task.apply_async(args=args, retry=False)
    except Exception as error:  # noqa: BLE001  any transport error: the sweep sends what was left
        _resume_at = time.monotonic() + PAUSE_SECONDS
        logger.warning("not queued, the sweep will find it", extra={"task": task.name, "error": type(error).__name__})
