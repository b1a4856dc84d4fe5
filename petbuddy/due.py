"""Registries that higher apps fill in AppConfig.ready(): the base knows that work is due, never what it is."""

import logging

logger = logging.getLogger("petbuddy.due")


class NeedsOperator(Exception):
    """Something is not as it should be, and only a person can say what is to be done: the words tell it."""


_sweeps = {}
_due = {}
_purges = {}


def register_sweep(name, function):
    """`function()` sends or processes again what was left (mail, pictures); returns how many it started."""
    _sweeps[name] = function


def register_due(name, function):
    """`function(now)` does what the calendar asks (reminders, follow-ups, stale posts); returns how many."""
    _due[name] = function


def register_purge(name, function):
    """`function(now, dry_run)` deletes what was kept long enough; returns how many rows went (or would go)."""
    _purges[name] = function


def run_sweeps():
    return _run(_sweeps)


def run_due(now):
    return _run(_due, now)


def run_purges(now, *, dry_run=False):
    return _run(_purges, now, dry_run)


def _run(functions, *args):
    """{name: how many}; None for a part that failed, which must not keep the others from their work, and words for
    what an operator must look at.
    """
    counts = {}
    for name, function in functions.items():
        try:
            counts[name] = function(*args)
        except NeedsOperator as question:
            logger.error("an operator must look at this", extra={"part": name, "words": str(question)})
            counts[name] = str(question)
        except Exception:
            logger.exception("due work failed", extra={"part": name})
            counts[name] = None
    return counts
