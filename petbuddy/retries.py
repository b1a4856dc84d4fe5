"""Trying again when the database had to choose a loser between two transactions."""

import functools
import random
import time

from django.db import OperationalError, transaction

RETRIES = 3
LOST = {1205, 1213}  # MySQL and MariaDB: lock wait timeout, deadlock


def retry_deadlocks(function):
    """Nobody sees an error because two people acted in the same moment: the loser's transaction starts again.

    Stands above `@transaction.atomic`. Inside a larger transaction it does nothing: only the outermost can start again.
    """

    @functools.wraps(function)
    def retried(*args, **kwargs):
        if transaction.get_connection().in_atomic_block:
            return function(*args, **kwargs)
        for attempt in range(RETRIES):
            try:
                return function(*args, **kwargs)
            except OperationalError as error:
                if not is_lost_race(error):
                    raise
            time.sleep(random.uniform(0.005, 0.03) * 2**attempt)  # noqa: S311  spreads the losers, hides nothing
        return function(*args, **kwargs)

    return retried


def is_lost_race(error):
    """Was this transaction only the loser of a race, and worth starting again?"""
    return bool(error.args) and error.args[0] in LOST
