"""Delivery: the files of photos, made and removed. Called by the worker only."""

from django.db import transaction

from adoption.models import Photo, Post, PostEvent
from adoption.services import publishing
from notifications.services import live
from petbuddy import pipeline, public_cache, storage


def render(photo_id):
    """Make one photo ready, or rejected with its reason, and show it on the open pages."""
    photo = pipeline.process(Photo, photo_id, private=False)
    if photo is None:
        return
    with transaction.atomic():
        post = Post.objects.select_for_update().filter(pk=photo.post_id).first()
        if post is None:
            return
        _look_again(post, photo)
        if photo.is_cover and photo.state == Photo.State.REJECTED:
            _give_way(post, photo)
        Post.objects.filter(pk=post.pk).update(rev=post.rev + 1)
        public_cache.bump("posts")
        news = {"type": "photo", "post": post.uid, "photo": str(photo.uid), "state": photo.state}
        if post.giver_id is not None:
            live.tell(f"user:{post.giver.uid}", news)


def delete(keys):
    """Remove files by their keys, public ones and raw uploads."""
    for key in keys:
        store = storage.private_storage() if key.startswith("incoming/") else storage.public_storage()
        storage.delete(store, key)


def _give_way(post, photo):
    """A cover that cannot be shown: the first of the others takes its place."""
    others = post.photos.exclude(pk=photo.pk).exclude(state=Photo.State.REJECTED)
    if first := others.order_by("position", "id").first():
        post.photos.filter(is_cover=True).update(is_cover=False)
        Photo.objects.filter(pk=first.pk).update(is_cover=True)


def _look_again(post, photo):
    """A picture that stands in somebody else's post is known only now: a moderator shall look at it."""
    is_shown = post.state not in (Post.State.DRAFT, Post.State.REMOVED)
    if is_shown and photo.phash and publishing.uses_others_photo(post):
        note = "flag: photo"
        if not post.events.filter(note=note).exists():
            PostEvent.objects.create(post=post, from_state=post.state, to_state=post.state, note=note)
