"""What this app keeps no longer than it promised: answers past their day, and the history of edits."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from forms_builder.models import DraftOp, Review, Submission
from petbuddy import pipeline

HISTORY_KEPT = timedelta(days=30)
AT_ONCE = 500


def purge(now, dry_run=False):
    """Empty submissions whose day has come; that they were sent, and when, stays. Returns how many rows."""
    due = Submission.objects.filter(purge_on__lte=timezone.localdate(now), purged_at=None)
    history = DraftOp.objects.filter(at__lt=now - HISTORY_KEPT)
    count = due.count() + history.count()
    if not dry_run:
        for submission in due.order_by("purge_on")[:AT_ONCE]:
            _empty(submission, now)
        history.delete()
    return count


def _empty(submission, now):
    """Files first: should the storage be away, the row stays due and the next run tries again."""
    for upload in submission.uploads.all():
        pipeline.remove_files(upload, private=True)
    with transaction.atomic():
        submission.uploads.all().delete()
        Review.objects.filter(submission=submission).delete()
        Submission.objects.filter(pk=submission.pk).update(answers={}, seqs={}, purged_at=now)
