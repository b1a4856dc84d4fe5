"""Private answers, opened by staff for a reason that stays on record."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.services import audit
from adoption.services import rights
from petbuddy.errors import Conflict, Forbidden, Gone, Invalid

SHORTEST = 10


@transaction.atomic
def open_answers(*, application, by, reason):
    """Let a moderator read what an applicant answered, this once: returns the submission, keeps the reason."""
    if not by.has_perm("adoption.unseal_application"):
        raise Forbidden
    rights.require_impartial(by, application.post.giver)
    rights.require_impartial(by, application.applicant)
    reason = reason.strip()
    if len(reason) < SHORTEST:
        raise Invalid(errors={"reason": [_("Say why you need to read them, in a sentence.")]})
    submission = application.submission
    if submission.is_draft:
        raise Conflict(_("Nothing has been sent yet: a draft is the applicant's alone."))
    if submission.purged_at:
        raise Gone(_("These answers were deleted when their time was over."))
    audit.record(action="application.answers_opened", by=by, ref=application, note=reason)
    return submission
