"""Which pages may listen to what: the same rights as for reading it."""

import uuid

from django.db.models import Q

from adoption.models import Conversation
from adoption.permissions import posts_visible_to
from notifications import topics


def register():
    """Called from AppConfig.ready()."""
    topics.register("post", posts_heard_by)
    topics.register("conversation", conversations_heard_by)


def posts_heard_by(user, keys):
    return set(posts_visible_to(user).filter(uid__in=keys).values_list("uid", flat=True))


def conversations_heard_by(user, keys):
    party = Q(application__applicant=user) | Q(application__post__giver=user)
    uids = [uid for uid in map(_uid, keys) if uid is not None]
    return {str(uid) for uid in Conversation.objects.filter(party, uid__in=uids).values_list("uid", flat=True)}


def _uid(key):
    try:
        return uuid.UUID(key)
    except ValueError:
        return None
