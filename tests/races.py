"""Threads that begin together, for the races that only a real database decides."""

from threading import Barrier, Thread

from django.db import connections


def at_once(*acts):
    """Run these at the same moment; their results, or their errors, in the same order."""
    start, results = Barrier(len(acts)), [None] * len(acts)

    def run(number, act):
        start.wait()
        try:
            results[number] = act()
        except Exception as error:  # noqa: BLE001  the test judges it
            results[number] = error
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def outcomes(results):
    """{name of the type: how many}."""
    names = [type(result).__name__ for result in results]
    return {name: names.count(name) for name in sorted(set(names))}
