"""What the worker does with photos that a report shows and that were taken off their post."""

from celery import shared_task
from django.utils import timezone

from adoption import evidence_files


@shared_task(name="adoption.keep_evidence_photo", acks_late=True, soft_time_limit=50, time_limit=60)
def keep_photo(pk):
    """Make the private copy of one photo."""
    evidence_files.keep(pk)


def sweep():
    """Start again what was left. Returns how many."""
    waiting = list(evidence_files.due(timezone.now()).order_by("pk").values_list("pk", flat=True)[:500])
    for pk in waiting:
        keep_photo.delay(pk)
    return len(waiting)
