"""What the worker does when photos change between public and private."""

from celery import shared_task
from django.utils import timezone

from adoption import photo_moving


@shared_task(name="adoption.move_photo", acks_late=True, soft_time_limit=80, time_limit=85)
def move_photo(photo_id):
    """Move the files of one photo to where its post belongs."""
    photo_moving.move(photo_id)


def sweep():
    """Start again what was left. Returns how many."""
    waiting = list(photo_moving.due(timezone.now()).order_by("next_try_at").values_list("pk", flat=True)[:500])
    for photo_id in waiting:
        move_photo.delay(photo_id)
    return len(waiting)
