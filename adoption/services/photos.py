"""The pictures of a post: taken in at once, made ready by the worker, ordered by their giver."""

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from accounts.services import limits
from adoption.models import Photo
from adoption.services import evidence, locks, posts, rights
from adoption.tasks import photos as tasks
from petbuddy import uploads
from petbuddy.errors import Conflict, Invalid
from petbuddy.retries import retry_deadlocks
from petbuddy.tasks import after_commit
from petbuddy.text_length import code_points

MAX_PHOTOS = 10
ALT_LENGTH = 160


class TooManyPhotos(Conflict):
    """The post has as many photos as a post may have."""

    code = "too_many_photos"


@limits.limited("upload")
def add(*, post, by, file):
    """Take a photo: it shows as a tile at once and on the page when the worker has made it ready.

    The bytes are put aside before the transaction: no lock is held while talking to the storage.
    """
    rights.require(by, "adoption.manage_post", post)
    _refuse_when_full(post, by)
    accepted = uploads.accept_image(file)
    return _keep(post=post, by=by, accepted=accepted, key=uploads.store_incoming(accepted))


@retry_deadlocks
@transaction.atomic
def _keep(*, post, by, accepted, key):
    post = _editable(post, by)
    _refuse_when_full(post, by)
    last = post.photos.order_by("-position").first()
    photo = Photo.objects.create(
        post=post,
        owner=by,
        position=last.position + 1 if last else 0,
        is_cover=not post.photos.filter(is_cover=True).exists(),
        incoming_key=key,
        name=accepted.clean_name,
        mime=accepted.mime,
        bytes=accepted.size,
        sha256=accepted.sha256,
    )
    after_commit(tasks.render_photo, photo.pk)
    posts.touch(post)
    return photo


@retry_deadlocks
@transaction.atomic
def reorder(*, post, by, uids):
    """Put the photos into this order; the list must name each of them once."""
    post = _editable(post, by)
    photos = {str(photo.uid): photo for photo in post.photos.all()}
    wanted = [str(uid) for uid in uids]
    if sorted(wanted) != sorted(photos):
        raise Conflict(_("The photos have changed in the meantime. Load the page again."))
    for position, uid in enumerate(wanted):
        Photo.objects.filter(pk=photos[uid].pk).update(position=position)
    posts.touch(post)


@retry_deadlocks
@transaction.atomic
def move(*, photo, by, step):
    """One place forward (-1) or back (+1); at the end of the row nothing happens."""
    post = _editable(photo.post, by)
    order = [str(uid) for uid in post.photos.values_list("uid", flat=True)]
    here = order.index(str(photo.uid))
    there = here + (1 if step > 0 else -1)
    if 0 <= there < len(order):
        order[here], order[there] = order[there], order[here]
        reorder(post=post, by=by, uids=order)


@retry_deadlocks
@transaction.atomic
def change(*, photo, by, alt=None, is_cover=False, position=None):
    """What the editor's tile can do at once: describe, make the cover, move to a place. Returns the photo."""
    _editable(photo.post, by)
    if alt is not None:
        describe(photo=photo, by=by, alt=alt)
    if is_cover:
        set_cover(photo=photo, by=by)
    if position is not None:
        order = [str(uid) for uid in photo.post.photos.exclude(pk=photo.pk).values_list("uid", flat=True)]
        order.insert(position, str(photo.uid))
        reorder(post=photo.post, by=by, uids=order)
    photo.refresh_from_db()
    return photo


@retry_deadlocks
@transaction.atomic
def set_cover(*, photo, by):
    """The photo that the card shows."""
    post = _editable(photo.post, by)
    post.photos.filter(is_cover=True).update(is_cover=False)
    Photo.objects.filter(pk=photo.pk).update(is_cover=True)
    posts.touch(post)


@retry_deadlocks
@transaction.atomic
def describe(*, photo, by, alt):
    """Say what the photo shows, for those who do not see it; empty: our suggestion stands."""
    post = _editable(photo.post, by)
    alt = " ".join(alt.split())
    if code_points(alt) > ALT_LENGTH:
        raise Invalid(errors={"alt": [_("At most %(limit)s characters.") % {"limit": ALT_LENGTH}]})
    Photo.objects.filter(pk=photo.pk).update(alt=alt)
    posts.touch(post)


@retry_deadlocks
@transaction.atomic
def remove(*, photo, by):
    """Take a photo off the post; its files go too. What is shown to the public keeps at least one."""
    post = _editable(photo.post, by)
    others = post.photos.exclude(pk=photo.pk)
    is_shown = post.state not in (post.State.DRAFT, post.State.IN_REVIEW)
    if is_shown and not others.exclude(state=Photo.State.REJECTED).exists():
        raise Conflict(_("A post needs at least one photo. Add another before you remove this one."))
    photo = post.photos.filter(pk=photo.pk).first()  # read anew: its files may just have been moved
    if photo is None:
        return
    evidence.let_go_of(photo)
    Photo.objects.filter(pk=photo.pk).delete()
    if photo.is_cover and (first := others.order_by("position", "id").first()):
        Photo.objects.filter(pk=first.pk).update(is_cover=True)
    posts.touch(post)


def _editable(post, by):
    rights.require(by, "adoption.manage_post", post)
    post = locks.post(post.pk)
    if post.state not in posts.EDITABLE:
        raise posts.StateChanged(_("This post has ended and can no longer be changed."))
    return post


def _refuse_when_full(post, by):
    if post.photos.count() >= MAX_PHOTOS:
        raise TooManyPhotos(_("A post has at most %(limit)s photos.") % {"limit": MAX_PHOTOS})
    used = Photo.objects.filter(owner=by).aggregate(total=Sum("bytes"))["total"] or 0
    if used > settings.UPLOAD_USER_QUOTA_BYTES:
        raise Conflict(_("Your photos use all the room that an account has. Remove some first."), code="quota")
