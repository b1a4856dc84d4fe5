"""A file that was sent before the worker had looked at it, and could not be read: whoever sent it is asked for another.

Higher apps register in AppConfig.ready() how she is asked: this app knows no applications and no page of hers.
"""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from forms_builder.models import Submission, Upload
from petbuddy.errors import Missing
from petbuddy.retries import retry_deadlocks

AT_ONCE = 200
# Sent, still to be read by somebody, and not decided: only then another file helps anybody.
OPEN = Q(
    submission__submitted_at__isnull=False,
    submission__withheld_at=None,
    submission__purged_at=None,
    submission__ended_on=None,
)

_askers = []


def register(asker):
    """`asker(submission=…)` tells the respondent that something of what she sent could not be read."""
    _askers.append(asker)


@retry_deadlocks
@transaction.atomic
def ask(*, submission_id):
    """Tell her of what could not be read since she was told last: once, however often it is asked. Returns of how many
    files.
    """
    submission = Submission.objects.select_for_update().get(pk=submission_id)
    keys = list(_unasked().filter(submission=submission).values_list("pk", flat=True))
    Upload.objects.filter(pk__in=keys).update(asked_again_at=timezone.now())
    for asker in _askers if keys else ():
        asker(submission=submission)
    return len(keys)


def ask_left():
    """Sweep: whoever was not asked yet, because the worker died after its verdict or she sent in that very moment."""
    keys = _unasked().order_by("submission").values_list("submission", flat=True).distinct()
    return sum(ask(submission_id=key) for key in list(keys[:AT_ONCE]))


def of(submission):
    """The files that could not be read and that no other has replaced yet."""
    rows = Upload.objects.filter(OPEN, submission=submission, state=Upload.State.REJECTED, replacement=None)
    return list(rows.order_by("pk"))


def find(*, submission, uid):
    """A file of these answers that could not be read, replaced or not. Raises Missing."""
    rows = Upload.objects.filter(submission=submission, state=Upload.State.REJECTED)
    upload = rows.select_related("form", "submission__version").filter(uid=uid).first()
    if upload is None:
        raise Missing
    return upload


def _unasked():
    return Upload.objects.filter(OPEN, state=Upload.State.REJECTED, asked_again_at=None)
