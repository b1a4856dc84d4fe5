"""What a person may report: only what she can see."""

import uuid

from accounts.models import User
from adoption.models import Message
from adoption.permissions import is_party
from adoption.selectors import posts


def reportable(kind, name, reader):
    """The post (by its code), message (by its number) or person (by her id) as far as the reader sees it; else None."""
    return {"post": _post, "message": _message, "person": _person}[kind](name, reader)


def _post(name, reader):
    return posts.get_visible(name, reader)


def _message(name, reader):
    if not name.isdecimal() or len(name) > 18:
        return None
    related = ("author", "conversation__application__post")
    message = Message.objects.select_related(*related).filter(pk=int(name)).first()
    return message if message is not None and is_party(reader, message.conversation.application) else None


def _person(name, reader):
    try:
        uid = uuid.UUID(name)
    except ValueError:
        return None
    return User.objects.filter(uid=uid, is_active=True).exclude(pk=reader.pk).first()
