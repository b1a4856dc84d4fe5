"""The one thing that an applicant can do next, or what she is waiting for."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from adoption import dates
from adoption.models import Application, Booking, FollowUp
from adoption.services import followups

State = Application.State


@dataclass
class NextStep:
    """A title, a sentence, and at most one primary button (address, words); a second one beside it."""

    title: str
    text: str = ""
    url: str = ""
    action: str = ""
    second_url: str = ""
    second_action: str = ""


def of_application(application, *, booking, agreement, has_times):
    """What the card above the timeline says."""
    said = _BY_STATE[application.state](application, booking, agreement, has_times)
    if application.alternate_rank and application.state != State.RESERVED:
        rank = _("You are alternate %(rank)s: if the promise to someone else ends, %(giver)s can choose you next.")
        said.text = rank % {"rank": application.alternate_rank, "giver": application.post.giver.shown_name}
    return said


def _draft(application, booking, agreement, has_times):
    url = f"/pets/{application.post.uid}/apply/"
    return NextStep(_("Finish your application"), _("It is not sent yet; your answers are kept."), url, _("Go on"))


def _waiting(application, booking, agreement, has_times):
    names = _names(application)
    if booking is not None:
        return _visit(application, booking)
    if application.state == State.SUBMITTED:
        title = _("%(giver)s has your application") % names
    else:
        title = _("%(giver)s is reading your application") % names
    by = dates.day(application.reply_by) if application.reply_by else ""
    text = _("You will hear by %(day)s at the latest, an answer or an explanation.") % {"day": by} if by else ""
    return NextStep(title, text, "#talk", _("Write a message"))


def _shortlisted(application, booking, agreement, has_times):
    if booking is not None:
        return _visit(application, booking)
    names = _names(application)
    if has_times:
        title = _("%(giver)s invites you: choose a time to meet %(pet)s") if application.invited_at else None
        title = title or _("You are on the shortlist. Choose a time to meet %(pet)s")
        return NextStep(title % names, "", "#visit", _("Choose a time"))
    text = _("%(giver)s has opened no times yet. Ask for one in the conversation.") % names
    return NextStep(_("You are on the shortlist"), text, "#talk", _("Write a message"))


def _visit(application, booking):
    now, names = timezone.now(), _names(application) | {"when": dates.moment(booking.starts_at)}
    calendar = f"/me/applications/{application.uid}/visit.ics"
    if booking.ends_at < now:
        text = _("Tell %(giver)s what you think, in the conversation.") % names
        return NextStep(_("How was it with %(pet)s?") % names, text, "#talk", _("Write a message"))
    if booking.state == Booking.State.BOOKED:
        text = _("%(when)s. %(giver)s still has to confirm it.") % names
        return NextStep(_("Your visit waits for a yes"), text, "#visit", _("Change the time"))
    days = (timezone.localdate(booking.starts_at) - timezone.localdate(now)).days
    title = ngettext("%(n)s day until you meet %(pet)s", "%(n)s days until you meet %(pet)s", days)
    title = title % (names | {"n": days}) if days else _("Today you meet %(pet)s") % names
    text = _("%(when)s. We remind you the day before.") % names
    return NextStep(title, text, calendar, _("Add to calendar"), "#visit", _("Change the time"))


def _reserved(application, booking, agreement, has_times):
    names, url = _names(application), f"/me/applications/{application.uid}/agreement/"
    if agreement is not None and agreement.adopter_signed_at is None:
        text = _("Read the agreement and sign it by typing your name.")
        return NextStep(_("%(pet)s is reserved for you") % names, text, url, _("Read and sign"))
    text = _("Agree on the day with %(giver)s. After the hand-over we ask you now and then how it goes.") % names
    return NextStep(_("%(pet)s can come home") % names, text, "#talk", _("Write a message"), url, _("Agreement"))


def _adopted(application, booking, agreement, has_times):
    names = _names(application)
    rows = list(FollowUp.objects.filter(adoption__application=application))
    open_one = next((row for row in rows if row.state in (FollowUp.State.SENT, FollowUp.State.OVERDUE)), None)
    if open_one is not None:
        text = _("Three questions and, if you like, a photo.")
        return NextStep(_("How is %(pet)s?") % names, text, f"/follow-ups/{followups.token(open_one)}/", _("Send news"))
    planned = next((row for row in rows if row.state == FollowUp.State.PLANNED), None)
    text = _("We ask you how it goes on %(day)s.") % {"day": dates.day(planned.due_on)} if planned else ""
    return NextStep(_("%(pet)s is home") % names, text, "#talk", _("Write a message"))


def _declined(application, booking, agreement, has_times):
    text = _("It is about what %(pet)s needs, not about you. Others are waiting.") % _names(application)
    return NextStep(_("%(pet)s will go another way") % _names(application), text, "/pets/", _("Find a pet"))


def _withdrawn(application, booking, agreement, has_times):
    text = _("%(giver)s no longer sees your answers, only your name and the dates.") % _names(application)
    return NextStep(_("You withdrew this application"), text, "/pets/", _("Find a pet"))


def _closed(application, booking, agreement, has_times):
    titles = {
        Application.ClosedReason.PET_GONE: _("%(pet)s has found a home. Thank you for caring"),
        Application.ClosedReason.POST_WITHDRAWN: _("%(pet)s is no longer given away"),
    }
    if application.closed_reason == Application.ClosedReason.NOT_SENT:
        return _not_sent(application)
    title = titles.get(application.closed_reason, _("This post has ended"))
    return NextStep(title % _names(application), _("Others are waiting for you."), "/pets/", _("Find a pet"))


def _not_sent(application):
    """Closed by the clock: on the day that was named."""
    text = _("You began it and did not go on. Your answers were deleted on the day that we had named.")
    title = _("Your application for %(pet)s was not sent") % _names(application)
    if not application.post.takes_applications:
        return NextStep(title, text, "/pets/", _("Find a pet"))
    return NextStep(title, text, f"/pets/{application.post.uid}/apply/", _("Begin again"))


def _names(application):
    return {"pet": application.post.name, "giver": application.post.giver.shown_name}


_BY_STATE = {
    State.DRAFT: _draft, State.SUBMITTED: _waiting, State.UNDER_REVIEW: _waiting, State.SHORTLISTED: _shortlisted,
    State.RESERVED: _reserved, State.ADOPTED: _adopted, State.DECLINED: _declined, State.WITHDRAWN: _withdrawn,
    State.CLOSED: _closed,
}  # fmt: skip
