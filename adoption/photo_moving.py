"""Delivery: photos go where their post belongs, out of the public storage or into it. Called by the worker only.

The row remembers it: a ready photo with a `next_try_at` waits to be moved. Every move makes new names, so an address
that somebody kept never works again, also when the post becomes public once more.
"""

import contextlib
import logging
import random
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from accounts.services import file_removals
from adoption.models import Photo, Post
from notifications.services import live
from petbuddy import pictures, pipeline, public_cache, storage
from petbuddy.retries import retry_deadlocks

logger = logging.getLogger("petbuddy.photos")

FIRST_DELAY_SECONDS = 5
LONGEST_DELAY_SECONDS = 300


def due(now):
    """Ready photos that wait to be moved and are in no living hands."""
    free = Q(claimed_at=None) | Q(claimed_at__lt=now - pipeline.CLAIM_LASTS)
    return Photo.objects.filter(free, state=Photo.State.READY, next_try_at__lte=now)


def move(photo_id):
    """Copy the files to the other storage, name the copies in the row, and have the old ones removed. Safe twice."""
    photo = _claim(photo_id)
    if photo is None:
        return
    target = photo.post.is_for_all
    if photo.is_public == target:
        _mine(photo).update(next_try_at=None, claimed_at=None)
        return
    copies = {}
    try:
        _copy(photo, copies)
    except storage.StorageUnavailable:
        _put_back(photo)
        file_removals.promise(copies.values(), is_public=target)
        return
    if not _name(photo, copies, target):
        file_removals.promise(copies.values(), is_public=target)


def _claim(photo_id):
    now = timezone.now()
    if not due(now).filter(pk=photo_id).update(claimed_at=now, attempts=F("attempts") + 1):
        return None
    return Photo.objects.select_related("post").filter(pk=photo_id, claimed_at=now).first()


def _copy(photo, copies):
    """Fills `copies` with {old key: new key}; a file that the storage has lost is left out."""
    source, target = storage.where(is_public=photo.is_public), storage.where(is_public=not photo.is_public)
    base = storage.new_key("photos")
    for key in pictures.keys(photo):
        with contextlib.suppress(storage.FileMissing):
            data = storage.read_bytes(source, key)
            copies[key] = f"{base}/{key.rpartition('/')[2]}"
            storage.save_bytes(target, copies[key], data, storage.content_type(key))


@retry_deadlocks
@transaction.atomic
def _name(photo, copies, target):
    """Switch the row to the copies, unless the post or the photo has changed meanwhile. Returns whether it did."""
    post = Post.objects.select_for_update().filter(pk=photo.post_id).first()
    if post is None or post.is_for_all != target:
        _mine(photo).update(claimed_at=None, attempts=0)  # still marked: the next look finds out what is to be done
        return False
    renditions = [each | {"key": copies[each["key"]]} for each in photo.renditions if each["key"] in copies]
    largest = pictures.largest(renditions)
    if not _mine(photo).update(
        is_public=target,
        renditions=renditions,
        key=largest["key"] if largest else "",
        state=Photo.State.READY if largest else Photo.State.REJECTED,
        reason="" if largest else "failed",
        next_try_at=None,
        claimed_at=None,
        attempts=0,
    ):
        return False
    file_removals.promise(pictures.keys(photo), is_public=photo.is_public)
    Post.objects.filter(pk=post.pk).update(rev=F("rev") + 1)
    public_cache.bump("posts")
    if post.giver_id is not None:
        news = {"type": "photo", "post": post.uid, "photo": str(photo.uid), "state": "ready" if largest else "rejected"}
        live.tell(f"user:{post.giver.uid}", news)
    return True


def _put_back(photo):
    """The storage is away: again soon, and for as long as it takes."""
    seconds = min(FIRST_DELAY_SECONDS * 2 ** min(photo.attempts - 1, 10), LONGEST_DELAY_SECONDS)
    seconds *= random.uniform(0.8, 1.2)  # noqa: S311 (no secret: it only spreads the load)
    _mine(photo).update(claimed_at=None, next_try_at=timezone.now() + timedelta(seconds=seconds))
    logger.warning("photo not moved, its storage is away", extra={"pk": photo.pk, "attempts": photo.attempts})


def _mine(photo):
    """The row as long as nobody has claimed or finished it after us."""
    return Photo.objects.filter(pk=photo.pk, claimed_at=photo.claimed_at, key=photo.key)
