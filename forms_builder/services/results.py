"""Deleting what was answered: the giver's right to forget before the day comes."""

from django.db import transaction
from django.utils import timezone

from accounts.services import audit
from accounts.standing import require_active
from forms_builder.models import Submission
from forms_builder.selectors import sheets
from forms_builder.services import retention
from petbuddy.errors import Forbidden, Missing

MOST_AT_ONCE = 100


def delete(*, form, uids, by):
    """Delete the answers of those submissions for good; that they were sent stays. Returns how many had any.

    Each is looked up in this form again: a foreign one is missing, and then nothing is deleted. Nobody is told.
    """
    if not by.has_perm("forms_builder.delete_results", form):
        raise Forbidden
    require_active(by)
    wanted = {str(uid) for uid in uids}
    rows = Submission.objects.filter(version__form=form, submitted_at__isnull=False)
    found = list(rows.filter(uid__in=sheets.known_uids(wanted)[:MOST_AT_ONCE]).order_by("pk"))
    if len(found) != len(wanted) or not found:
        raise Missing
    return sum(_delete(submission, by) for submission in found)


def _delete(submission, by):
    """The entry of the audit trail says whose answers were emptied by whom, never what stood there."""
    retention.remove_files(submission)
    with transaction.atomic():
        was_there = retention.forget(submission=submission, now=timezone.now(), is_counted=False)
        if was_there:
            audit.record(action="results.deleted", by=by, ref=submission)
    return was_there
