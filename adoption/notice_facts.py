"""What a notice's words need, read from the object when it is shown or sent: nothing of it stands in the notice itself.

Each function takes (object, person who reads, data of the notice) and gives the context of the kind's templates.
"""

from django.utils import timezone

from adoption import calendars, dates
from adoption.models import Application, Booking, FollowUp
from adoption.services import followups
from adoption.services.answer_files import REPLACED
from forms_builder.services import unsent

DAYS_A_MONTH = 30


def of_post(post, reader, data):
    known = {"note": "", "reason": "", "state": post.state, "is_shelter": post.is_shelter}
    return {"pet": post.name, "url": post.get_absolute_url()} | known | data


def of_application(application, reader, data):
    """Both sides' names; `words` and everything that costs a query is only read when a template asks for it."""
    post, is_giver = application.post, reader is not None and reader.pk == application.post.giver_id
    return {
        "pet": post.name,
        "giver": post.giver.shown_name,
        "adopter": application.applicant.shown_name,
        "day": dates.day(application.reply_by) if application.reply_by else "",
        "is_pet_gone": application.closed_reason == Application.ClosedReason.PET_GONE,
        "was_reserved": data.get("from_state") == Application.State.RESERVED,
        "is_unsigned": data.get("unsigned", False),
        "rank": data.get("rank") or application.alternate_rank,
        "words": lambda: _last_note(application),
        "url": board_url(application) if is_giver else application.get_absolute_url(),
    }


def of_draft(application, reader, data):
    """What she began: until when it is kept, and where she goes on. None once she has gone on, or it has ended."""
    submission = application.submission
    if application.state != Application.State.DRAFT or submission.reminded_at is None:
        return None
    more = {"day": dates.day(unsent.kept_until(submission)), "url": f"/pets/{application.post.uid}/apply/"}
    return of_application(application, reader, data) | more


def of_unreadable_file(application, reader, data):
    return of_application(application, reader, data) | {"url": f"{application.get_absolute_url()}#files"}


def of_booking(booking, reader, data):
    is_giver = reader is not None and reader.pk == booking.post.giver_id
    return {
        "pet": booking.post.name,
        "giver": booking.post.giver.shown_name,
        "adopter": booking.adopter.shown_name,
        "when": dates.moment(booking.starts_at),
        "time": dates.clock(booking.starts_at),
        "is_giver": is_giver,
        "is_confirmed": booking.state == Booking.State.CONFIRMED,
        "is_cancelled": booking.state == Booking.State.CANCELLED,
        "place": lambda: calendars.place_of(booking, reader) if reader is not None else "",
        "url": calendars.booking_url(booking, reader) if reader is not None else "/me/visits/",
    }


def of_follow_up(row, reader, data):
    application = row.adoption.application
    is_adopter = reader is not None and reader.pk == application.applicant_id
    days = (row.due_on - timezone.localdate(row.adoption.handed_over_at)).days
    return {
        "pet": application.post.name,
        "adopter": application.applicant.shown_name,
        "months": round(days / DAYS_A_MONTH) if days >= DAYS_A_MONTH - 5 else 0,
        "is_reminder": data.get("is_reminder", False),
        "needs_help": row.mood == FollowUp.Mood.HARD,
        "url": f"/follow-ups/{followups.token(row)}/" if is_adopter else board_url(application),
    }


def of_message(message, reader, data):
    application = message.conversation.application
    return {
        "pet": application.post.name,
        "author": message.author.shown_name,
        "url": f"/me/messages/{message.conversation.uid}/",
    }


def of_invitation(invitation, reader, data):
    return {"pet": invitation.post.name, "giver": invitation.post.giver.shown_name}


def of_search(search, reader, data):
    return {"url": "/me/likes/"} | data


def of_report(thing, reader, data):
    """A report, or an appeal: both are answered."""
    is_appeal = hasattr(thing, "is_upheld")
    return {
        "is_appeal": is_appeal,
        "is_upheld": is_appeal and bool(thing.is_upheld),
        "answer": "" if is_appeal else thing.answer,
        "url": "/me/notifications/",
    }


def of_sanction(sanction, reader, data):
    return {
        "kind": sanction.kind,
        "reason": sanction.reason,
        "until": dates.day(sanction.until) if sanction.until else "",
        "is_lifted": data.get("is_lifted", False),
        "url": "/me/notifications/",
    }


def board_url(application):
    """The giver's board with this applicant open."""
    return f"/me/posts/{application.post.uid}/applications/?application={application.uid}"


def _last_note(application):
    event = application.events.exclude(note="").exclude(to_state=REPLACED).order_by("-pk").first()
    return event.note if event else ""
