"""Delivery: the files that were promised to go. Called by the worker only; safe to run twice and at once."""

from datetime import timedelta

from django.db.models import F, Q
from django.utils import timezone

from accounts.models import FileRemoval
from petbuddy import storage

AT_ONCE = 500
FIRST_DELAY_SECONDS = 15
LONGEST_DELAY_SECONDS = 1800


def remove_due():
    """Remove what is due; what cannot be reached waits longer each time. Returns how many files are gone."""
    now = timezone.now()
    gone = []
    for row in list(due(now).order_by("pk")[:AT_ONCE]):
        try:
            storage.delete(storage.where(is_public=row.is_public), row.key)
        except storage.StorageUnavailable:
            _wait(row, now)
        else:
            gone.append(row.pk)
    FileRemoval.objects.filter(pk__in=gone).delete()
    return len(gone)


def due(now):
    """What may be tried now."""
    return FileRemoval.objects.filter(Q(next_try_at=None) | Q(next_try_at__lte=now))


def _wait(row, now):
    seconds = min(FIRST_DELAY_SECONDS * 2 ** min(row.attempts, 10), LONGEST_DELAY_SECONDS)
    FileRemoval.objects.filter(pk=row.pk).update(
        attempts=F("attempts") + 1, next_try_at=now + timedelta(seconds=seconds)
    )
