"""Liking a pet: on a giver's post it opens the application form, on a shelter animal it is a bookmark."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.selectors.blocks import is_blocked_between
from accounts.services import limits
from accounts.standing import require_active, require_verified
from adoption.models import Like, Post
from adoption.services import applications, locks
from notifications.services import live
from petbuddy.errors import Conflict, Forbidden, Missing
from petbuddy.retries import retry_deadlocks

LIKABLE = (Post.State.PUBLISHED, Post.State.PAUSED, Post.State.RESERVED)


@limits.limited("like")
@retry_deadlocks
@transaction.atomic
def like(*, post, by):
    """Keep this pet. Twice is once. Returns the post with its new count.

    Raises Missing where the post may not be known of, Forbidden for one's own, Conflict once the pet is gone.
    """
    post = locks.post(post.pk)  # before the row is inserted: two likes at once would otherwise lock each other out
    _refuse_if_not_allowed(post, by)
    _like, is_new = Like.objects.get_or_create(post=post, adopter=by)
    if is_new:
        _count(post, 1)
    return post


@limits.limited("like")
@retry_deadlocks
@transaction.atomic
def unlike(*, post, by):
    """Take the like back; a draft of an application goes with it, what was sent stays."""
    require_active(by)
    post = locks.post(post.pk)
    deleted, _rows = Like.objects.filter(post=post, adopter=by).delete()
    if deleted:
        if not post.is_shelter:
            applications.withdraw_draft(post=post, by=by)
        _count(post, -1)
    return post


def take_back_all_of(*, adopter):
    """She leaves PetBuddy: none of her likes stays, and every count is that of the rows. Their posts are locked."""
    for like in Like.objects.filter(adopter=adopter).select_related("post__giver").order_by("post"):
        like.delete()
        Post.objects.filter(pk=like.post_id).update(like_count=Like.objects.filter(post=like.post_id).count())
        _tell_count(like.post)


def _refuse_if_not_allowed(post, by):
    if not by.has_perm("adoption.view_post", post):
        raise Missing
    if post.giver_id == by.pk:
        raise Forbidden(_("This is your own post."), code="own_post")
    require_verified(by)
    if post.giver_id is not None and is_blocked_between(by, post.giver_id):
        raise Forbidden(_("You cannot like this post."), code="blocked")
    if post.state not in LIKABLE:
        raise Conflict(_("%(pet)s is no longer looking for a home.") % {"pet": post.name}, code="post_ended")


def _count(post, step):
    """Count beside the row in the same transaction, and let the open pages count along."""
    Post.objects.filter(pk=post.pk).update(like_count=F("like_count") + step)
    _tell_count(post)


def _tell_count(post):
    post.refresh_from_db(fields=["like_count"])
    news = {"type": "like", "post": post.uid, "like_count": post.like_count}
    live.tell(f"post:{post.uid}", news)
    if post.giver_id is not None:
        live.tell(f"user:{post.giver.uid}", news)
