"""Registries that higher apps fill in AppConfig.ready(): the base knows that work is due, never what it is."""

import logging

logger = logging.getLogger("petbuddy.due")

_sweeps = {}
_due = {}


def register_sweep(name, function):
    """`function()` sends or processes again what was left (mail, pictures); returns how many it started."""
    _sweeps[name] = function


def register_due(name, function):
    """`function(now)` does what the calendar asks (reminders, follow-ups, stale posts); returns how many."""
    _due[name] = function


def run_sweeps():
    return _run(_sweeps)


def run_due(now):
    return _run(_due, now)


def _run(functions, *args):
    """One failing part must not keep the others from their work."""
    counts = {}
    for name, function in functions.items():
        try:
            counts[name] = function(*args)
        except Exception:
            logger.exception("due work failed", extra={"part": name})
            counts[name] = None
    return counts
