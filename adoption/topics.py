"""Which pages may listen to what: the same rights as for reading it."""

import uuid

from adoption.models import Conversation, Post
from notifications import topics


def register():
    """Called from AppConfig.ready()."""
    topics.register("post", may_hear_post)
    topics.register("conversation", may_hear_conversation)


def may_hear_post(user, key):
    post = Post.objects.filter(uid=key).first()
    return post is not None and user.has_perm("adoption.view_post", post)


def may_hear_conversation(user, key):
    try:
        uid = uuid.UUID(key)
    except ValueError:
        return False
    talk = Conversation.objects.select_related("application__post").filter(uid=uid).first()
    return talk is not None and user.has_perm("adoption.view_conversation", talk)
