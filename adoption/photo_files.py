"""Delivery: the files of photos are made. Called by the worker only."""

from django.db import transaction

from adoption.models import Photo, Post, PostEvent
from adoption.services import photo_places, posts, publishing
from notifications.services import live
from petbuddy import pipeline, public_cache
from petbuddy.retries import retry_deadlocks

WITHOUT_PHOTO = "photos"  # the note on the event that takes a post off the list because no photo of it can be shown


def render(photo_id):
    """Make one photo ready, or rejected with its reason, and show it on the open pages."""
    post = Post.objects.filter(photos=photo_id).first()
    is_public = post is not None and post.is_for_all
    photo = pipeline.process(Photo, photo_id, private=False, is_public=is_public)
    if photo is not None:
        _tell(photo)


@retry_deadlocks
@transaction.atomic
def _tell(photo):
    post = Post.objects.select_for_update().filter(pk=photo.post_id).first()
    if post is None:
        return
    photo_places.follow(post)  # it may have changed sides while we worked
    _look_again(post, photo)
    if photo.state == Photo.State.REJECTED:
        _do_without(post, photo)
    Post.objects.filter(pk=post.pk).update(rev=post.rev + 1)
    public_cache.bump("posts")
    news = {"type": "photo", "post": post.uid, "photo": str(photo.uid), "state": photo.state}
    if post.giver_id is not None:
        live.tell(f"user:{post.giver.uid}", news)


def _do_without(post, photo):
    """A cover that cannot be shown gives way to the first of the others; without any other the post leaves the list."""
    others = post.photos.exclude(pk=photo.pk).exclude(state=Photo.State.REJECTED).order_by("position", "id")
    if first := others.first():
        if photo.is_cover:
            post.photos.filter(is_cover=True).update(is_cover=False)
            Photo.objects.filter(pk=first.pk).update(is_cover=True)
    elif post.state == Post.State.PUBLISHED:
        posts.move(post=post, to=Post.State.PAUSED, by=None, note=WITHOUT_PHOTO)
        posts.tell_giver(post, "post_returned", lacks="photos")


def _look_again(post, photo):
    """A picture that stands in somebody else's post is known only now: a moderator shall look at it."""
    is_shown = post.state not in (Post.State.DRAFT, Post.State.REMOVED)
    if is_shown and photo.phash and publishing.uses_others_photo(post):
        note = "flag: photo"
        if not post.events.filter(note=note).exists():
            PostEvent.objects.create(post=post, from_state=post.state, to_state=post.state, note=note)
