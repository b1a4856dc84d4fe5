"""Conversations for people: one thread as a page shows it, and the list of all one's threads."""

from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from adoption import dates, times
from adoption.models import Attachment, Conversation, Message
from adoption.selectors import contacts
from adoption.services.conversations import other_party, refusal

SHOWN = 30


@dataclass
class Bubble:
    """One message as its reader sees it. `day`: the heading above it, when a new day begins."""

    id: int
    is_mine: bool
    author: str
    text: str
    clock: str
    day: str
    is_read: bool
    is_about_money: bool
    photos: list


@dataclass
class Thread:
    """One conversation as this person sees it. `refusal`: why she cannot write, or empty."""

    conversation: Conversation
    other: str
    person: User
    bubbles: list
    refusal: str
    has_earlier: bool
    last_id: int
    contact: contacts.Contact


def thread(conversation, viewer, everything=False):
    """The last messages (or all of them), oldest first."""
    newest = conversation.messages.select_related("author").prefetch_related("attachments").order_by("-pk")
    rows = list(newest if everything else newest[: SHOWN + 1])
    person = other_party(conversation, viewer)
    has_earlier = not everything and len(rows) > SHOWN
    rows = list(reversed(rows if everything else rows[:SHOWN]))
    return Thread(
        conversation,
        person.shown_name,
        person,
        bubbles(rows, viewer),
        refusal(conversation, viewer) or "",
        has_earlier,
        rows[-1].pk if rows else 0,
        contacts.of(person, viewer=viewer),
    )


def bubbles(messages, viewer):
    """Messages in order, each with a heading where a day begins."""
    found, last = [], None
    for message in messages:
        day = timezone.localdate(message.created_at)
        found.append(_bubble(message, viewer, dates.day(day) if day != last else ""))
        last = day
    return found


def _bubble(message, viewer, day):
    is_mine = message.author_id == viewer.pk
    return Bubble(
        message.pk,
        is_mine,
        message.author.shown_name,
        message.text or (_("What was written here went with its author.") if message.author.erased_at else ""),
        dates.clock(message.created_at),
        day,
        message.read_at is not None,
        not is_mine and bool(message.flags),
        [photo(row) for row in message.attachments.all()],
    )


def photo(attachment):
    """A photo of a message or a follow-up: where it is read, or how far it is."""
    return {
        "url": f"/attachments/{attachment.uid}/",
        "is_ready": attachment.state == Attachment.State.READY,
        "is_rejected": attachment.state == Attachment.State.REJECTED,
        "width": attachment.width,
        "height": attachment.height,
    }


def since(conversation, last_id, *, viewer):
    """What was said after that message: for an open page."""
    rows = conversation.messages.filter(pk__gt=last_id).select_related("author").prefetch_related("attachments")
    return bubbles(rows.order_by("pk")[:100], viewer)


def talks_of(person):
    """Every conversation of a person, the latest first, with `last_text` and `unread`. Empty ones too."""
    last = Message.objects.filter(conversation=OuterRef("pk")).order_by("-pk")
    unread = Count("messages", filter=Q(messages__read_at=None) & ~Q(messages__author=person))
    mine = Q(application__applicant=person) | Q(application__post__giver=person)
    return (
        Conversation.objects.filter(mine)
        .select_related("application__post__giver__profile", "application__applicant__profile")
        .annotate(
            unread=unread, last_text=Subquery(last.values("text")[:1]), last_author=Subquery(last.values("author")[:1])
        )
        .order_by(F("last_message_at").desc(nulls_last=True), "-pk")
    )


def rows_of(person, now):
    """What the list of conversations shows."""
    return [_row(talk, person, now) for talk in talks_of(person)[:100]]


def _row(talk, person, now):
    application = talk.application
    is_giver = application.post.giver_id == person.pk
    other = other_party(talk, person)
    board = f"/me/posts/{application.post.uid}/applications/?application={application.uid}"
    return {
        "url": f"{board if is_giver else application.get_absolute_url()}#talk",
        "name": other.shown_name,
        "person": other,
        "pet": application.post.name,
        "text": talk.last_text or "",
        "is_mine": talk.last_author == person.pk,
        "has_message": talk.last_text is not None,
        "unread": talk.unread,
        "when": times.ago(talk.last_message_at, now) if talk.last_message_at else "",
    }
