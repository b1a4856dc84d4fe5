"""An application that was begun and never sent: its applicant is reminded once, then it is closed by the clock."""

from django.db.models import Q
from django.utils import timezone

from adoption.models import Application, Post
from adoption.services import applications, locks
from adoption.services.application_moves import tell_applicant

State = Application.State
OVER = Q(post__state__in=[Post.State.ADOPTED, Post.State.WITHDRAWN])


def stands(submissions):
    """Those that nobody can go on with now and that come back: a moderator took the post down, or she is suspended."""
    is_still = Q(post__state=Post.State.REMOVED) | Q(applicant__suspended_until__gt=timezone.now())
    return set(_drafts(submissions).filter(is_still).values_list("submission", flat=True))


def remind(submissions):
    """Lead her back to what she began; of a pet that is gone there is nothing to remind."""
    for application in _drafts(submissions).exclude(OVER).select_related("applicant", "submission").order_by("pk"):
        written = application.submission.updated_at
        tell_applicant(application, "draft_ending", f"draft_ending:{written:%Y%m%d%H%M%S}")


def end(submission, is_due):
    """Close it, if she has not written in this very moment: nobody's decision, so nobody stands in the event."""
    found = _drafts([submission]).first()
    if found is None:
        return
    locks.post(found.post_id)
    application = locks.application(found.pk)
    if application.state == State.DRAFT and is_due():
        reason = Application.ClosedReason.NOT_SENT
        applications.end(application, State.CLOSED, None, draft_days=0, is_told=False, closed_reason=reason)


def _drafts(submissions):
    return Application.objects.filter(submission__in=submissions, state=State.DRAFT)
