"""Giver and applicant talk, from the moment the application is sent until it ends."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.selectors.blocks import is_blocked_between
from accounts.services import limits
from adoption.models import Application, Conversation, Message
from adoption.services import attachments, money_words, rights
from notifications.services import live, notices
from petbuddy.errors import Conflict, Forbidden, Invalid
from petbuddy.retries import retry_deadlocks
from petbuddy.text_length import code_points

LONGEST = 5000


@limits.limited("message")
def say(*, conversation, by, text, client_id, files=()):
    """Send a message; sending it again (same client_id) is the same message. Photos are stored before any lock."""
    said = _said(conversation, client_id, by)
    if said is not None:
        return said
    text = text.strip()
    require_may_write(conversation, by)
    if not text and not files:
        raise Invalid(errors={"text": [_("Write a few words, or add a photo.")]})
    if code_points(text) > LONGEST:
        raise Invalid(errors={"text": [_("At most %(limit)s characters.") % {"limit": LONGEST}]})
    return _write(conversation, by, text, client_id, attachments.take(files, owner=by))


@transaction.atomic
def mark_read(*, conversation, by, up_to=None):
    """What the other one wrote (up to that message) has been seen. Returns how many became read."""
    rights.require(by, "adoption.view_conversation", conversation)
    unread = conversation.messages.filter(read_at=None).exclude(author=by)
    if up_to is not None:
        unread = unread.filter(pk__lte=up_to.pk)
    count = unread.update(read_at=timezone.now())
    if count:
        live.tell(
            _topic(conversation), {"type": "message_read", "conversation": str(conversation.uid), "by": str(by.uid)}
        )
    return count


@retry_deadlocks
@transaction.atomic
def _write(conversation, by, text, client_id, taken):
    conversation = Conversation.objects.select_for_update().get(pk=conversation.pk)
    require_may_write(conversation, by)  # it may have ended while the photos were on their way
    try:
        with transaction.atomic():
            message = Message.objects.create(
                conversation=conversation, author=by, text=text, client_id=client_id, flags=money_words.flags(text)
            )
    except IntegrityError:
        return _said(conversation, client_id, by)
    attachments.attach(taken, owner=by, message=message)
    Conversation.objects.filter(pk=conversation.pk).update(last_message_at=message.created_at)
    _tell(message)
    return message


def _tell(message):
    """One notice for what is unread, however many messages it is; open pages show each at once."""
    conversation = message.conversation
    unread = conversation.messages.filter(author=message.author_id, read_at=None).order_by("pk")
    first = unread.values_list("pk", flat=True).first() or message.pk
    notices.notify(
        kind="message_received",
        recipients=[other_party(conversation, message.author)],
        ref=message,
        event_key=f"conversation:{conversation.pk}:unread:{first}",
    )
    live.tell(
        _topic(conversation),
        {"type": "message", "conversation": str(conversation.uid), "id": message.pk, "author": str(message.author.uid)},
    )


def other_party(conversation, person):
    """Whom this person talks to."""
    application = conversation.application
    return application.post.giver if person.pk == application.applicant_id else application.applicant


def refusal(conversation, person):
    """Why this person cannot write here now: a sentence, or None."""
    application = conversation.application
    if application.has_ended:
        return _("This conversation has ended. You can still read it.")
    if application.post.state == application.post.State.REMOVED:
        return _("This post is closed for now. We will tell you how it goes on.")
    if other_party(conversation, person).erased_at is not None:
        return _("The other person has left PetBuddy. You can still read what you wrote.")
    if is_blocked_between(person, other_party(conversation, person).pk):
        return _("You can not write to each other.")
    return None


def require_may_write(conversation, by):
    """Go on only for the two sides, and only while they may write to each other. Reads the application anew."""
    rights.require(by, "adoption.view_conversation", conversation)
    conversation.application = Application.objects.select_related("post__giver", "applicant").get(
        pk=conversation.application_id
    )
    sentence = refusal(conversation, by)
    if sentence:
        raise Conflict(sentence, code="read_only")


def _said(conversation, client_id, by):
    message = Message.objects.filter(conversation=conversation, client_id=client_id).first()
    if message is not None and message.author_id != by.pk:
        raise Forbidden
    return message


def _topic(conversation):
    return f"conversation:{conversation.uid}"
