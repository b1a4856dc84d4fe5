"""Counting without Redis: a flood of made-up keys does not open what is shut, nor forget who was nearly there."""

from datetime import timedelta

import time_machine
from django.utils import timezone

from accounts.local_counts import LocalCounts
from accounts.services.limits import Taken

LIMIT, SECONDS = 5, 300


def tried(counts, key, times=1):
    """The last answer: None for room, else the seconds to wait."""
    waits = [counts.count(Taken(key, f"{key}:{number}"), LIMIT, SECONDS) for number in range(times)]
    return waits[-1]


def again(counts, key):
    return counts.count(Taken(key, f"{key}:again"), LIMIT, SECONDS)


def flood(counts, number=500):
    for name in range(number):
        tried(counts, f"made up {name}")


def test_what_is_shut_stays_shut_through_a_flood():
    counts = LocalCounts(most=100)
    tried(counts, "hers", LIMIT)

    flood(counts)

    assert again(counts, "hers") is not None


def test_four_of_five_tries_are_still_four_after_a_flood():
    counts = LocalCounts(most=100)
    tried(counts, "hers", LIMIT - 1)

    flood(counts)

    assert again(counts, "hers") is None
    assert counts.count(Taken("hers", "one more"), LIMIT, SECONDS) is not None


def test_no_more_keys_are_kept_than_there_is_room_for():
    counts = LocalCounts(most=100)

    flood(counts)

    assert len(counts._windows) <= 100


def test_of_equals_the_one_tried_last_is_kept():
    counts = LocalCounts(most=10)
    with time_machine.travel(timezone.now()) as now:
        for name in range(10):
            now.shift(timedelta(seconds=1))
            tried(counts, f"made up {name}")

        tried(counts, "one more")

    assert sorted(counts._windows) == [*(f"made up {name}" for name in range(1, 10)), "one more"]


def test_what_has_run_out_makes_room_first():
    counts = LocalCounts(most=10)
    with time_machine.travel(timezone.now()) as now:
        for name in range(9):
            tried(counts, f"old {name}", LIMIT)
        now.shift(timedelta(seconds=SECONDS + 1))
        tried(counts, "young")

        tried(counts, "one more")

    assert sorted(counts._windows) == ["one more", "young"]


def test_only_when_everything_is_shut_the_oldest_of_it_opens():
    counts = LocalCounts(most=10)
    with time_machine.travel(timezone.now()) as now:
        for name in range(10):
            now.shift(timedelta(seconds=1))
            tried(counts, f"shut {name}", LIMIT)

        tried(counts, "one more")
        waits = [again(counts, f"shut {name}") is not None for name in range(1, 10)]

    assert waits == [True] * 9


def test_a_try_given_back_does_not_count():
    counts = LocalCounts()
    tried(counts, "hers", LIMIT)

    counts.remove(Taken("hers", "hers:0"))

    assert (again(counts, "hers"), counts.count(Taken("hers", "one more"), LIMIT, SECONDS) is None) == (None, False)
