"""How an application went and what is still to come, in words that both sides may read."""

from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from adoption import dates
from adoption.models import Agreement, Application, Booking
from adoption.services.answer_files import REPLACED
from forms_builder import definition

State = Application.State
OPEN = (State.SUBMITTED, State.UNDER_REVIEW, State.SHORTLISTED, State.RESERVED)


@dataclass
class Step:
    """One line of the timeline: done, now or later."""

    when: str
    icon: str
    title: str
    text: str = ""
    at: object = None


def of_application(application, viewer=None):
    """The whole timeline of one application; both sides read the same."""
    bookings = list(application.bookings.order_by("created_at"))
    return steps(application, bookings=bookings, agreement=agreement_of(application))


def agreement_of(application):
    """The agreement of the promise that is live, or that was kept; None without one."""
    rows = Agreement.objects.filter(reservation__application=application)
    return rows.filter(reservation__end_reason__in=["", "adopted"]).order_by("-pk").first()


def steps(application, *, bookings=(), agreement=None):
    """Done ones by their date, then the one that is on, then what follows if all goes well."""
    giver = application.post.giver.shown_name
    done = [_of_event(event, giver, application) for event in application.events.all()]
    done += [_of_booking(booking) for booking in bookings if booking.state != Booking.State.CANCELLED]
    if agreement is not None:
        done += _signatures(agreement)
    done = sorted((step for step in done if step), key=lambda step: step.at)
    return done + _ahead(application, giver, next((one for one in bookings if one.is_live), None), agreement)


def _of_event(event, giver, application):
    words = {
        State.SUBMITTED: ("plane", _("Application sent")),
        State.UNDER_REVIEW: ("eye", _("%(giver)s has read it") % {"giver": giver}),
        State.SHORTLISTED: ("star", _("On the shortlist")),
        "invited": ("calendar", _("Invited to a visit")),
        State.RESERVED: ("heart", _("Reserved")),
        State.ADOPTED: ("home", _("Moved in")),
        State.DECLINED: ("message", _("Declined")),
        State.WITHDRAWN: ("undo", _("Withdrawn")),
        State.CLOSED: ("home", _("Closed")),
        "returned": ("undo", _("Came back to %(giver)s") % {"giver": giver}),
        REPLACED: ("image", _("Another file was sent")),
    }
    if event.to_state not in words:
        return None
    icon, title = words[event.to_state]
    if event.to_state == State.SHORTLISTED and event.from_state == State.RESERVED:
        title = _("The reservation was undone")
    if event.to_state == State.UNDER_REVIEW and event.from_state in (State.DECLINED, State.SHORTLISTED):
        title = _("Being considered again")
    if event.to_state == REPLACED:
        title = _replaced(event, application) or title
    note = event.note if event.to_state == State.DECLINED else ""
    return Step("done", icon, title, note or dates.moment(event.at), event.at)


def _replaced(event, application):
    """Which question got another file for one that could not be read; no other answer changed."""
    shown = definition.public_projection(application.submission.version.definition, get_language())
    item = definition.question(shown, event.note)
    return _("Another file: %(question)s") % {"question": item["label"]} if item else ""


def _of_booking(booking):
    if booking.is_live and booking.ends_at > timezone.now():
        return None  # still to come: it stands among what is ahead
    titles = {
        Booking.State.DONE: _("You met"),
        Booking.State.NO_SHOW: _("The visit did not take place"),
    }
    return Step(
        "done", "calendar", titles.get(booking.state, _("Visit")), dates.moment(booking.starts_at), booking.starts_at
    )


def _signatures(agreement):
    signed = (
        (agreement.adopter_signature, agreement.adopter_signed_at),
        (agreement.giver_signature, agreement.giver_signed_at),
    )
    title = _("%(name)s signed the agreement")
    return [Step("done", "edit", title % {"name": name}, dates.moment(at), at) for name, at in signed if at]


def _ahead(application, giver, visit, agreement):
    if application.state not in OPEN:
        return []
    only_sign = Step("", "edit", _("Sign the agreement"), "")
    read = Step("", "eye", _("%(giver)s reads it") % {"giver": giver}, _reply_by(application))
    when = dates.moment(visit.starts_at) if visit else _("At a time that both have agreed on")
    visit = Step("", "calendar", _("Visit"), when)
    sign = Step("", "edit", _("Reserved, and the agreement signed"), "")
    home = Step("", "home", _("Coming home"), _follow_up_text())
    ahead = {
        State.SUBMITTED: [read, visit, sign, home],
        State.UNDER_REVIEW: [visit, sign, home],
        State.SHORTLISTED: [visit, sign, home],
        State.RESERVED: [home] if agreement is not None and agreement.adopter_signed_at else [only_sign, home],
    }[application.state]
    ahead[0].when = "now"
    for step in ahead[1:]:
        step.when = "later"
    return ahead


def _reply_by(application):
    if application.reply_by is None:
        return ""
    return _("An answer or an explanation by %(day)s at the latest") % {"day": dates.day(application.reply_by)}


def _follow_up_text():
    return _("%(count)s follow-ups in the first half year") % {"count": len(settings.FOLLOW_UP_DAYS)}
