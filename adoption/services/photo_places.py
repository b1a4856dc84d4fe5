"""Photos follow their post: what is no longer for everybody leaves the public storage, and the other way round."""

from django.utils import timezone

from adoption.models import Photo
from adoption.tasks.photo_moves import move_photo
from petbuddy.tasks import after_commit


def follow(post):
    """Record, with the change of the post, which photos lie in the wrong place; the worker moves them.

    Pages need not wait for that: from the commit on nobody is told the public address of such a photo.
    """
    wrong = post.photos.filter(state=Photo.State.READY).exclude(is_public=post.is_for_all)
    found = list(wrong.values_list("pk", flat=True))
    if found:
        Photo.objects.filter(pk__in=found).update(next_try_at=timezone.now(), claimed_at=None, attempts=0)
    for pk in found:
        after_commit(move_photo, pk)
