"""What this app keeps no longer than it promised: answers past their day, and the history of edits."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from forms_builder.models import DraftOp, Review, Submission
from forms_builder.services import deadlines, tallies, uploads
from petbuddy import pipeline
from petbuddy.retries import retry_deadlocks

HISTORY_KEPT = timedelta(days=30)


def purge(now, dry_run=False):
    """Empty the submissions whose day has come; that they were sent, and when, stays. Returns how many."""
    due = deadlines.due(timezone.localdate(now))
    if dry_run:
        return due.count()
    deadlines.shorten_all()
    keys = due.order_by("purge_on", "pk").values_list("pk", flat=True)
    count = sum(_empty(Submission.objects.get(pk=key), now) for key in list(keys))
    uploads.reap_unclaimed(now)  # what drafts that are gone had named is nobody's now
    return count


def purge_history(now, dry_run=False):
    """Forget edits of drafts that are older than the editor's memory. Returns how many."""
    history = DraftOp.objects.filter(at__lt=now - HISTORY_KEPT)
    return history.count() if dry_run else history.delete()[0]


def _empty(submission, now):
    """Files first: should the storage be away, the row stays due and the next run tries again."""
    remove_files(submission)
    return forget(submission=submission, now=now)


def remove_files(submission):
    """Delete the bytes; a file that is gone already is fine. Outside of any transaction: storage may be slow."""
    for upload in submission.uploads.all():
        pipeline.remove_files(upload, private=True)


@retry_deadlocks
@transaction.atomic
def forget(*, submission, now, is_counted=True):
    """Answers, scores and notes of one submission go. Returns whether there was anything left to go.

    `is_counted`: the options that were chosen live on as numbers, unless she took the answers back herself.
    """
    row = Submission.objects.select_for_update().get(pk=submission.pk)
    if row.purged_at is not None:
        return False
    if is_counted and row.is_readable:
        tallies.add(version=row.version, answers=row.answers)
    row.uploads.all().delete()
    Review.objects.filter(submission=row).delete()
    Submission.objects.filter(pk=row.pk).update(answers={}, put_aside=[], lookup="", seqs={}, purged_at=now)
    return True
