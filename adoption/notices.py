"""What this app tells people. The words stand once, in templates/adoption/mail/: the bell shows a mail's subject and
first line.
"""

from dataclasses import dataclass
from typing import Any

from django.template import Context, engines
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from adoption import calendars, notice_facts
from adoption.models import Booking
from adoption.services import invitations, still_there
from notifications import kinds, refs

APPLICATION = ("post__giver", "applicant")
BOOKING = ("post__giver", "adopter", "application", "slot")
FOLLOW_UP = ("adoption__application__post__giver", "adoption__application__applicant")
MESSAGE = ("author", "conversation__application__post")


@dataclass(frozen=True)
class Told:
    """One kind: who it is about (`facts`), how it looks, and what a mail adds to the page."""

    name: str
    label: Any
    icon: str
    facts: Any
    related: tuple = ()
    action: Any = ""  # words of the mail's button; empty: the usual ones
    mail_extra: Any = None  # (object, reader) -> more context: a tokened link, attachments
    is_essential: bool = False
    is_only_mail: bool = False

    def declare(self):
        kinds.register(
            kinds.Kind(
                self.name,
                label=self.label,
                essential=self.is_essential,
                channels=("mail",) if self.is_only_mail else ("page", "mail"),
                render=None if self.is_only_mail else self.render,
                mail=self.mail,
                related=self.related,
            )
        )

    def render(self, notification):
        """Title and line for the bell; None when the thing is gone, or has lost its reason."""
        thing = notification.about if hasattr(notification, "about") else refs.resolve(notification.ref, self.related)
        if thing is None:
            return None
        context = self.facts(thing, notification.recipient, notification.data)
        if context is None:
            return None
        return {
            "title": _words(f"{self.name}.subject.txt", context),
            "body": _words(f"{self.name}.txt", context).partition("\n")[0],
            "url": context.get("url", ""),
            "icon": self.icon,
        }

    def mail(self, mail):
        """The context of the mail's templates; None when the thing is gone, or has lost its reason."""
        thing = refs.resolve(mail.ref, self.related)
        if thing is None:
            return None
        facts = self.facts(thing, mail.recipient, mail.data)
        if facts is None:
            return None
        extra = self.mail_extra(thing, mail.recipient) if self.mail_extra else {}
        action = {"action": str(self.action)} if self.action else {}
        return action | facts | extra


def register():
    """Declare the kinds; called from AppConfig.ready()."""
    for told in KINDS:
        told.declare()


def _words(name, context):
    template = engines["django"].engine.get_template(f"adoption/mail/{name}")
    return template.render(Context(context, autoescape=False)).strip()


def _still_there(post, reader):
    return {"url": f"/still-there/{still_there.link_token(post)}/", "action": _("Answer")}


def _invitation(invitation, reader):
    return {"url": f"/invitations/{invitations.token_of(invitation)}/", "action": _("See the pet")}


def _calendar(booking, reader):
    """The entry for one's own calendar, as long as the visit stands."""
    if reader is None or booking.state != Booking.State.CONFIRMED:
        return {}
    return {"attachments": [("visit.ics", calendars.of_booking(booking, viewer=reader), "text/calendar")]}


def _post(name, label, icon, **more):
    return Told(name, label, icon, notice_facts.of_post, ("giver",), **more)


def _application(name, label, icon, **more):
    return Told(name, label, icon, notice_facts.of_application, APPLICATION, **more)


def _booking(name, label, **more):
    return Told(name, label, "calendar", notice_facts.of_booking, BOOKING, mail_extra=_calendar, **more)


def _follow(name, label, **more):
    return Told(name, label, "home", notice_facts.of_follow_up, FOLLOW_UP, **more)


KINDS = [
    # To givers
    _post("post_published", gettext_lazy("Your post is on the list"), "check"),
    _post("post_returned", gettext_lazy("Your post needs a change"), "edit"),
    _post("post_removed", gettext_lazy("Your post was taken down"), "alert", is_essential=True),
    _post("still_there", gettext_lazy("Is your pet still waiting?"), "clock", mail_extra=_still_there),
    _application("application_submitted", gettext_lazy("Somebody applies for your pet"), "form"),
    _application("application_withdrawn", gettext_lazy("Somebody withdraws an application"), "undo"),
    _application("reply_due", gettext_lazy("An applicant waits for your answer"), "clock"),
    _booking("booking_requested", gettext_lazy("Somebody asks for a visit")),
    _application("reservation_ended", gettext_lazy("A reservation ends, or waits for a signature"), "undo"),
    _follow("follow_up_received", gettext_lazy("News from a pet that you gave")),
    _follow("follow_up_overdue", gettext_lazy("News from a pet that you gave is overdue")),
    # To adopters
    _application("application_sent", gettext_lazy("Your application was sent"), "plane"),
    _application("application_read", gettext_lazy("Your application is being read"), "eye"),
    Told(
        "draft_ending",
        gettext_lazy("An application that you began will be deleted"),
        "clock",
        notice_facts.of_draft,
        (*APPLICATION, "submission"),
        action=gettext_lazy("Go on"),
    ),
    Told(
        "file_unreadable",
        gettext_lazy("A file that you sent could not be read"),
        "image",
        notice_facts.of_unreadable_file,
        APPLICATION,
        action=gettext_lazy("Send another"),
    ),
    _application("application_shortlisted", gettext_lazy("You are on a shortlist"), "star"),
    _application("visit_invited", gettext_lazy("You are invited to a visit"), "calendar"),
    _application("application_declined", gettext_lazy("Your application was declined"), "message"),
    _application("application_closed", gettext_lazy("A pet that you applied for has gone"), "home"),
    _application("reserved", gettext_lazy("A pet is reserved for you"), "heart"),
    _application("alternate", gettext_lazy("You are an alternate"), "star"),
    _application("no_news", gettext_lazy("There is no news of your application yet"), "clock"),
    _booking("booking_confirmed", gettext_lazy("Your visit is confirmed")),
    _booking("booking_changed", gettext_lazy("A visit is moved or cancelled")),
    _booking("visit_reminder", gettext_lazy("Reminder of tomorrow's visit")),
    _follow("follow_up_due", gettext_lazy("How is your pet?"), action=gettext_lazy("Tell how it is going")),
    _post("liked_post_changed", gettext_lazy("News of a pet that you like"), "heart"),
    Told("saved_search_hit", gettext_lazy("New pets for your searches"), "search", notice_facts.of_search),
    # To anyone
    Told("message_received", gettext_lazy("A new message"), "message", notice_facts.of_message, MESSAGE),
    Told(
        "invitation_received",
        gettext_lazy("Somebody shows you a private post"),
        "mail",
        notice_facts.of_invitation,
        ("post__giver",),
        mail_extra=_invitation,
        is_only_mail=True,
    ),
    Told("report_answered", gettext_lazy("Your report or appeal was answered"), "flag", notice_facts.of_report),
    Told(
        "sanctioned",
        gettext_lazy("A decision of the moderators about your account"),
        "shield",
        notice_facts.of_sanction,
        is_essential=True,
    ),
]
