"""Applications, promises, visits and talks as plain data, for the API. Everything here depends on who asks."""

from adoption.calendars import place_of
from adoption.models import Application
from adoption.selectors import applications, contacts
from adoption.services.conversations import other_party
from forms_builder.definition import public_projection
from forms_builder.selectors.pictures import with_links
from forms_builder.services import unsent
from petbuddy import storage

State = Application.State


def listed(application, reader):
    """One application in a list."""
    post, is_giver = application.post, application.post.giver_id == reader.pk
    talk = getattr(application, "conversation", None)
    return {
        "id": application.uid,
        "post": {"id": post.uid, "name": post.name, "state": post.state, "url": post.get_absolute_url()},
        "applicant": _person(application.applicant),
        "giver": _person(post.giver),
        "role": "giver" if is_giver else "applicant",
        "state": application.state,
        "closed_reason": application.closed_reason,
        "alternate_rank": application.alternate_rank,
        "created_at": application.created_at,
        "submitted_at": application.submitted_at,
        "read_at": application.read_at,
        "invited_at": application.invited_at,
        "reply_by": application.reply_by,
        "ended_at": application.ended_at,
        "conversation": talk.uid if talk else None,
    }


def whole(application, reader):
    """One application with answers, files, timeline and visits, as this person may read them."""
    answers, files = applications.answers_for(application, reader)
    version = application.submission.version
    return listed(application, reader) | {
        "form": {"id": version.form_id, "version": version.number},
        "language": application.submission.language,
        "kept_until": unsent.kept_until(application.submission) if application.state == State.DRAFT else None,
        "answers": answers,
        "put_aside": application.submission.put_aside if application.applicant_id == reader.pk else [],
        "uploads": [upload(file) for file in files],
        "events": [event(row) for row in application.events.select_related("actor")],
        "visits": [booking(row, reader) for row in applications.bookings_of(application)],
    }


def form(version, language):
    """The questions as a respondent may read them."""
    return {
        "form": version.form_id,
        "version": version.number,
        "definition": with_links(public_projection(version.definition, language)),
    }


def event(row):
    return {
        "at": row.at,
        "from": row.from_state,
        "to": row.to_state,
        "note": row.note,
        "by": row.actor.shown_name if row.actor else "",
    }


def upload(file):
    """A file of a form; its address is asked for on its own and lives a minute."""
    return {
        "id": file.uid,
        "question": file.question_id,
        "name": file.name,
        "mime": file.mime,
        "bytes": file.bytes,
        "state": file.state,
        "reason": file.reason,
        "width": file.width,
        "height": file.height,
    }


def file_link(file):
    """A file with an address of at most 60 seconds, once it is ready."""
    is_ready = file.state == file.State.READY
    url = storage.private_link(file.key, file.name) if is_ready else ""
    return {"state": file.state, "reason": file.reason, "url": url}


def message(row):
    return {
        "id": row.pk,
        "client_id": row.client_id,
        "author": _person(row.author),
        "text": row.text,
        "flags": row.flags,
        "created_at": row.created_at,
        "read_at": row.read_at,
        "photos": [{"id": file.uid, "state": file.state, "reason": file.reason} for file in row.attachments.all()],
    }


def contact(talk, reader):
    """The details that the two of a conversation have opened to each other, as one of them sees it."""
    found = contacts.of(other_party(talk, reader), viewer=reader)
    theirs = {what: found.theirs.get(what, "") for what in ("phone", "email", "address")}
    return {"theirs": theirs, "mine": {row.what: row.is_shown for row in found.own}}


def reservation(row, ranked=()):
    agreement = row.agreement
    return {
        "application": row.application.uid,
        "applicant": _person(row.application.applicant),
        "made_at": row.made_at,
        "sign_by": row.sign_by,
        "giver_signed_at": agreement.giver_signed_at,
        "adopter_signed_at": agreement.adopter_signed_at,
        "alternates": [{"application": one.uid, "rank": one.alternate_rank} for one in ranked],
    }


def alternates(post):
    """The alternates of a post in their order."""
    return list(Application.objects.filter(post=post, alternate_rank__isnull=False).order_by("alternate_rank", "pk"))


def slot(row, reader):
    """A time for visits; where it is stays with the giver until a visit is confirmed."""
    return {
        "id": row.pk,
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
        "capacity": row.capacity,
        "free_count": row.free_count,
        "who": row.who,
        "place": row.place if row.post.giver_id == reader.pk else "",
    }


def booking(row, reader):
    return {
        "id": row.uid,
        "slot": row.slot_id,
        "post": row.post.uid,
        "adopter": _person(row.adopter),
        "state": row.state,
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
        "place": place_of(row, reader),
    }


def follow_up(row):
    application = row.adoption.application
    return {
        "id": row.uid,
        "application": application.uid,
        "pet": application.post.name,
        "due_on": row.due_on,
        "state": row.state,
        "mood": row.mood,
        "words": row.words,
        "weight": None if row.weight is None else f"{row.weight:.2f}",
        "answered_at": row.answered_at,
        "photos": [{"id": file.uid, "state": file.state, "reason": file.reason} for file in row.photos.all()],
    }


def _person(user):
    return {"id": user.uid, "name": user.shown_name}
