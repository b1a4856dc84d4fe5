"""A file of a sent application that could not be read: the applicant is asked for another, and may send it."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from adoption.models import Application
from adoption.services import application_moves, locks, rights
from adoption.services.application_moves import tell_applicant, tell_pages
from forms_builder.services import replacements, unreadable_files
from petbuddy.errors import Conflict, DomainError, Forbidden
from petbuddy.retries import retry_deadlocks

State = Application.State
UNDECIDED = (State.SUBMITTED, State.UNDER_REVIEW, State.SHORTLISTED, State.RESERVED)
REPLACED = "file_replaced"  # on the timeline; its note names the question


class NotOpen(Conflict):
    """Not sent yet, or decided, or taken back."""

    code = "not_open"
    message = _("A file can be replaced from the sending until the decision. Your answers stay as they are.")


def ask_again(*, submission):
    """Tell the applicant, once for all files that broke since she sent the last one."""
    application = Application.objects.filter(submission=submission).select_related("post", "applicant").first()
    if application is None or application.state not in UNDECIDED:
        return
    sent_again = application.events.filter(to_state=REPLACED).count()
    tell_applicant(application, "file_unreadable", f"unreadable:{sent_again}")


def to_replace(*, application, uid, by):
    """The file that could not be read. Raises Missing without one, NotOpen unless sent and undecided."""
    _require(application, application.post, by)
    return unreadable_files.find(submission=application.submission, uid=uid)


def replace(*, application, rejected, by, file):
    """Take another file in place of the one that could not be read. Twice is once. Returns what stands there."""
    received = replacements.receive(upload=rejected, by=by, file=file)
    try:
        return _put(application, rejected, received, by)
    except DomainError:
        replacements.let_go(received)
        raise


@retry_deadlocks
@transaction.atomic
def _put(application, rejected, received, by):
    post = locks.post(application.post_id)
    application = locks.application(application.pk)
    _require(application, post, by)
    kept, is_new = replacements.put(upload=rejected, received=received, by=by)
    if is_new:
        application_moves.record(application=application, by=by, what=REPLACED, note=rejected.question_id)
        tell_pages(application)
    return kept


def _require(application, post, by):
    rights.require_active(by)
    if application.applicant_id != by.pk:
        raise Forbidden
    rights.require_not_frozen(post)
    if application.state not in UNDECIDED:
        raise NotOpen
