"""What a reviewer thinks of an answer sheet: a score and a note that the respondent never sees."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.standing import require_active
from forms_builder.models import Review
from forms_builder.services import looks
from petbuddy.errors import Forbidden, Invalid, Missing
from petbuddy.text_length import code_points

SCORES = range(1, 6)
LONGEST = 5000


@transaction.atomic
def write(*, submission, by, score=None, note=""):
    """Keep one's private score (1 to 5, or none) and note; an empty review is no review. Returns it, or None."""
    _require_may_review(submission, by)
    note = note.strip()
    _require_sane(score, note)
    looks.look(form=submission.version.form, submissions=[submission], by=by)
    if score is None and not note:
        Review.objects.filter(submission=submission, reviewer=by).delete()
        return None
    fields = {"score": score, "note": note, "updated_at": timezone.now()}
    return Review.objects.update_or_create(submission=submission, reviewer=by, defaults=fields)[0]


def _require_may_review(submission, by):
    """Only of what was sent and is still to be read; whoever may not review the form is refused."""
    if submission.is_draft or submission.withheld_at is not None or submission.purged_at is not None:
        raise Missing
    if not by.has_perm("forms_builder.review_results", submission.version.form):
        raise Forbidden
    require_active(by)


def _require_sane(score, note):
    errors = {}
    if score is not None and score not in SCORES:
        errors["score"] = [_("A score is a number from 1 to 5.")]
    if code_points(note) > LONGEST:
        errors["note"] = [_("At most %(limit)s characters.") % {"limit": LONGEST}]
    if errors:
        raise Invalid(errors=errors)
