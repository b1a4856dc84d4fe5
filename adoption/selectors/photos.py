"""Photos for people and pages."""

from adoption.models import Photo
from adoption.permissions import posts_visible_to


def get_visible(uid, user):
    """A photo of a post that this person may know of, or None."""
    photos = Photo.objects.select_related("post")
    return photos.filter(uid=uid, post__in=posts_visible_to(user)).first()


def shown(post):
    """The photos of a page, in their order, the cover first."""
    ready = [photo for photo in post.photos.all() if photo.state == Photo.State.READY]
    return sorted(ready, key=lambda photo: (not photo.is_cover, photo.position, photo.pk))
