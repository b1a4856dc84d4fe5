"""Photos for people and pages."""

from adoption.models import EvidencePhoto, Photo
from adoption.permissions import posts_visible_to
from petbuddy import pictures


def get_visible(uid, user):
    """A photo of a post that this person may know of, or None."""
    photos = Photo.objects.select_related("post")
    return photos.filter(uid=uid, post__in=posts_visible_to(user)).first()


def readable(uid, user):
    """A ready photo whose picture this person may see, or None. Who reviews posts sees all, and what reports keep."""
    ready = Photo.objects.select_related("post").filter(uid=uid, state=Photo.State.READY)
    if user.is_authenticated and user.has_perm("adoption.review_post"):
        return ready.first() or EvidencePhoto.objects.filter(uid=uid).first()
    return ready.filter(post__in=posts_visible_to(user)).first()


def is_for_all(key):
    """May everybody have the file with this key: does it belong to a photo of a post that is for everybody?"""
    folder = key.rpartition("/")[0]
    photo = Photo.objects.filter(key__gte=f"{folder}/", key__lt=f"{folder}0").select_related("post").first()
    return photo is not None and photo.is_public and photo.post.is_for_all and key in pictures.keys(photo)


def shown(post):
    """The photos of a page, in their order, the cover first."""
    ready = [photo for photo in post.photos.all() if photo.state == Photo.State.READY]
    return sorted(ready, key=lambda photo: (not photo.is_cover, photo.position, photo.pk))
