"""Reading the files that answer questions: the right is asked at every read."""

from django.db.models import Q

from forms_builder import definition
from forms_builder.models import FormVersion, Upload
from petbuddy.errors import Missing


def readable(uid, *, by):
    """The file, if this person may see it now. Raises Missing: whoever may not, need not know that it exists.

    Its sender always; after sending also whoever may view the results, private ones only with that right.
    """
    upload = Upload.objects.select_related("form", "submission__version").filter(uid=uid).first()
    if upload is None or not (upload.owner_id == by.pk or _is_open_to(by, upload)):
        raise Missing
    return upload


def _is_open_to(person, upload):
    submission = upload.submission
    if submission is None or submission.submitted_at is None or submission.withheld_at or submission.purged_at:
        return False
    if not person.has_perm("forms_builder.view_results", upload.form):
        return False
    return person.has_perm("forms_builder.view_private_answers", upload.form) or not _is_private(upload)


def _is_private(upload):
    """It was private when it was asked, or it is by now: what was promised to her stays promised."""
    asked = definition.question(upload.submission.version.definition, upload.question_id)
    newer = FormVersion.objects.filter(form=upload.form, number__gt=upload.submission.version.number)
    later = (definition.question(each.definition, upload.question_id) for each in newer.order_by("-number").iterator())
    latest = next((item for item in later if item is not None), None)
    return any(item is not None and bool(item.get("private")) for item in (asked, latest))


def files_of(submission):
    """The files that the answers name: those of a sent one, and the respondent's own loose ones of a draft.

    What could not be read and was replaced is named no longer.
    """
    own = Q(submission=submission)
    if submission.is_draft:
        own |= Q(submission=None, owner=submission.respondent_id, form=submission.version.form_id)
    return list(Upload.objects.filter(own, replacement=None))
