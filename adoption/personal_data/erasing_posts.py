"""The posts of somebody who leaves: withdrawn by the ordinary rule, then emptied of her words and pictures.

The animal's name and plain facts stay: without them nobody could read her own record of having applied for it.
"""

from accounts.services import file_removals
from adoption.models import (
    Application,
    Invitation,
    InvitationLink,
    Photo,
    Post,
    PostEvent,
    PostGroupPermission,
    PostUserPermission,
    Slot,
)
from adoption.services import applications, posts
from petbuddy import public_cache

State = Post.State
EMPTY = {
    "special_needs": "",
    "traits": [],
    "summary": "",
    "story": "",
    "conditions": [],
    "district": None,
    "county_code": "",
}


def end(user):
    """Every open application is closed and told kindly, every visit cancelled."""
    for post in _posts(user):
        reason = Application.ClosedReason.POST_WITHDRAWN
        if State.WITHDRAWN in posts.allowed(post) and post.state != State.REMOVED:
            post = posts.move(post=post, to=State.WITHDRAWN, by=None)
        elif post.state == State.REMOVED:
            reason = Application.ClosedReason.POST_REMOVED
        applications.close_others(post=post, reason=reason)


def forget(user):
    """What was never shown and concerns nobody goes as a whole; of the rest her words, pictures and places."""
    mine = Post.objects.filter(giver=user)
    for photo in Photo.objects.filter(post__giver=user):
        file_removals.promise_all_of(photo, is_public=photo.is_public)
    Photo.objects.filter(post__giver=user).delete()
    Slot.objects.filter(post__giver=user).delete()
    PostUserPermission.objects.filter(content_object__in=mine).delete()
    PostGroupPermission.objects.filter(content_object__in=mine).delete()
    Invitation.objects.filter(post__giver=user).delete()
    InvitationLink.objects.filter(post__giver=user).delete()
    for post in _posts(user):
        if _concerns_others(post):
            Post.objects.filter(pk=post.pk).update(**EMPTY, rev=post.rev + 1)
        else:
            post.delete()
    PostEvent.objects.filter(post__giver=user).update(note="")
    public_cache.bump("posts")


def _posts(user):
    return list(Post.objects.filter(giver=user).order_by("pk"))


def _concerns_others(post):
    return post.published_at is not None or post.applications.exists() or post.bookings.exists()
