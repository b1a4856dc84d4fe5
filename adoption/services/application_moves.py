"""The one way in which an application changes its state: a table, a conditional update, an event, a notice."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from adoption.models import Application, ApplicationEvent
from adoption.services import contacts
from notifications.services import live, notices
from petbuddy.errors import Conflict

State = Application.State

TABLE = {
    State.DRAFT: {State.SUBMITTED, State.WITHDRAWN, State.CLOSED},
    State.SUBMITTED: {
        State.UNDER_REVIEW, State.SHORTLISTED, State.RESERVED, State.DECLINED, State.WITHDRAWN, State.CLOSED,
    },
    State.UNDER_REVIEW: {State.SHORTLISTED, State.RESERVED, State.DECLINED, State.WITHDRAWN, State.CLOSED},
    State.SHORTLISTED: {State.UNDER_REVIEW, State.RESERVED, State.DECLINED, State.WITHDRAWN, State.CLOSED},
    State.RESERVED: {State.SHORTLISTED, State.ADOPTED, State.WITHDRAWN, State.CLOSED},
    State.ADOPTED: set(),
    State.DECLINED: {State.UNDER_REVIEW},
    State.WITHDRAWN: set(),
    State.CLOSED: set(),
}  # fmt: skip

# What the applicant is told when her application arrives there; None: whoever moves it says it better.
TOLD = {
    State.UNDER_REVIEW: "application_read",
    State.SHORTLISTED: "application_shortlisted",
    State.RESERVED: "reserved",
    State.DECLINED: "application_declined",
    State.CLOSED: "application_closed",
}

# Sent and not decided: what a giver still owes an answer to, and what may become an alternate.
WAITING = (State.SUBMITTED, State.UNDER_REVIEW, State.SHORTLISTED)


class NotPossibleNow(Conflict):
    """The application is no longer (or not yet) where this could be done with it."""

    code = "not_possible_now"
    message = _("This is no longer possible: the application has moved on in the meantime.")


@transaction.atomic
def move(*, application, to, by, note="", is_told=True, **fields):
    """Change the state once: whoever comes second gets NotPossibleNow. `fields` are written with it."""
    before = application.state
    if to not in TABLE[before]:
        raise NotPossibleNow
    now = timezone.now()
    fields["ended_at"] = now if to in Application.ENDED else None
    if to not in WAITING:
        fields["alternate_rank"] = None
    if not Application.objects.filter(pk=application.pk, state=before).update(state=to, **fields):
        raise NotPossibleNow
    application.refresh_from_db()
    if application.has_ended:
        contacts.close_of(application=application)
    event = ApplicationEvent.objects.create(
        application=application, actor=by, from_state=before, to_state=to, note=note, at=now
    )
    if is_told and to in TOLD:
        tell_applicant(application, TOLD[to], f"event:{event.pk}", from_state=before)
    tell_pages(application)
    return application


def record(*, application, by, what, note=""):
    """Put something on the timeline that is no change of state, such as an invitation."""
    return ApplicationEvent.objects.create(
        application=application, actor=by, from_state=application.state, to_state=what, note=note
    )


def tell_applicant(application, kind, event, **data):
    notices.notify(
        kind=kind,
        recipients=[application.applicant],
        ref=application,
        event_key=f"application:{application.pk}:{event}",
        data=data,
    )


def tell_giver(application, kind, event, **data):
    notices.notify(
        kind=kind,
        recipients=[application.post.giver],
        ref=application,
        event_key=f"application:{application.pk}:{event}",
        data=data,
    )


def tell_pages(application):
    """Open pages of both sides show the new state; the draft is nobody's business but hers."""
    news = {
        "type": "application",
        "application": str(application.uid),
        "post": application.post.uid,
        "state": application.state,
    }
    live.tell(f"user:{application.applicant.uid}", news)
    if application.submitted_at is not None:
        live.tell(f"user:{application.post.giver.uid}", news)
