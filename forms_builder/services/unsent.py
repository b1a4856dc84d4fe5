"""Drafts that nobody goes on with: reminded of once, and gone when their day has come. Counted from the last answer.

No draft goes unreminded: its day is DRAFT_DAYS after the last answer, and at least 14 days after the reminder, also
where the setting was lowered or the scheduler stood still. Higher apps register in AppConfig.ready() what hangs on a
draft; one on which nothing hangs goes by the same clock.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from forms_builder.models import Submission
from petbuddy.retries import retry_deadlocks

AT_ONCE = 100
REMIND_BEFORE = timedelta(days=14)


@dataclass(frozen=True)
class Holder:
    """`stands(keys)`: those of these submissions that the clock must leave alone now; `remind(keys)` tells their
    respondents; `end(key, is_due)` ends what hangs on one, if `is_due()` still holds under its locks.
    """

    stands: Callable[[list], Any]
    remind: Callable[[list], None]
    end: Callable[..., None]


_holders: list[Holder] = []


def register(*, stands, remind, end):
    _holders.append(Holder(stands, remind, end))


def kept_until(submission):
    """The last day on which the draft is there, should she not go on with it."""
    told = submission.reminded_at or timezone.now()
    return timezone.localdate(max(submission.updated_at + _kept(), told + REMIND_BEFORE))


def remind(now):
    """Due work: 14 days before a draft goes, whoever began it is told, once. Returns how many drafts."""
    return sum(_remind(keys, now) for keys in _batches(_to_remind(now)))


def end(now, dry_run=False):
    """Due work before the purge: drafts whose day is over end, and their answers are due today. Returns how many."""
    due = _over(now)
    if dry_run:
        return due.count()
    return sum(_end(key, now) for keys in _batches(due) for key in _moving(keys))


@retry_deadlocks
@transaction.atomic
def _remind(keys, now):
    keys = _moving(keys)
    fresh = list(_to_remind(now).select_for_update().filter(pk__in=keys).values_list("pk", flat=True))
    Submission.objects.filter(pk__in=fresh).update(reminded_at=now)
    for holder in _holders:
        holder.remind(fresh)
    return len(fresh)


@retry_deadlocks
@transaction.atomic
def _end(key, now):
    """What hangs on it first: higher rows are locked before lower ones."""
    for holder in _holders:
        holder.end(key, lambda: _over(now).select_for_update().filter(pk=key).exists())
    today = timezone.localdate(now)
    return _over(now).filter(pk=key).update(ended_on=today, purge_on=today) or _has_ended(key)


def _has_ended(key):
    return Submission.objects.filter(pk=key, submitted_at=None, ended_on__isnull=False).count()


def _moving(keys):
    standing = {key for holder in _holders for key in holder.stands(keys)}
    return [key for key in keys if key not in standing]


def _to_remind(now):
    """In time for the day, and on that day at the latest; midnight is Taiwan's."""
    tomorrow = _midnight(now) + timedelta(days=1)
    return _living().filter(reminded_at=None, updated_at__lt=tomorrow - _kept() + REMIND_BEFORE)


def _over(now):
    today = _midnight(now)
    return _living().filter(updated_at__lt=today - _kept(), reminded_at__lt=today - REMIND_BEFORE)


def _living():
    return Submission.objects.filter(submitted_at=None, ended_on=None, purge_on=None, purged_at=None)


def _kept():
    return timedelta(days=settings.DRAFT_DAYS)


def _midnight(now):
    return timezone.make_aware(datetime.combine(timezone.localdate(now), time.min))


def _batches(rows):
    """The keys of all of them, so many at a time; what stands still does not hide what lies behind it."""
    last = 0
    while keys := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        last = keys[-1]
        yield keys
