"""What was reported, as it was at that moment: later edits and withdrawals do not reach it."""

from django.utils import timezone

from accounts.models import User
from adoption.models import Message, Post
from petbuddy.errors import Invalid


def freeze(thing):
    """A copy for the moderators: words and names that the reporter saw, and which pictures."""
    for kind, copy in COPIES.items():
        if isinstance(thing, kind):
            return {"at": timezone.now().isoformat(), **copy(thing)}
    raise Invalid


def _post(post):
    return {
        "kind": "post",
        "uid": post.uid,
        "giver": str(post.giver.uid) if post.giver else "",
        "state": post.state,
        "name": post.name,
        "summary": post.summary,
        "story": post.story,
        "fee": post.fee,
        "conditions": post.conditions,
        "photos": [str(photo.uid) for photo in post.photos.all()],
    }


def _message(message):
    before = message.conversation.messages.filter(pk__lte=message.pk).order_by("-pk").select_related("author")[:10]
    return {
        "kind": "message",
        "author": str(message.author.uid),
        "text": message.text,
        "flags": message.flags,
        "context": [
            {"author": str(one.author.uid), "at": one.created_at.isoformat(), "text": one.text} for one in before
        ][::-1],
    }


def _person(user):
    return {"kind": "person", "uid": str(user.uid), "name": user.shown_name}


COPIES = {Post: _post, Message: _message, User: _person}
