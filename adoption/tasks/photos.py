"""What the worker does for photos of posts."""

from celery import shared_task

from adoption import photo_files
from adoption.models import Photo
from petbuddy import pipeline


@shared_task(name="adoption.render_photo", acks_late=True)
def render_photo(photo_id):
    """Make the renditions of one photo."""
    photo_files.render(photo_id)


def sweep():
    """Start again what was left: a lost message, a killed worker. Returns how many."""
    waiting = pipeline.due(Photo)
    for photo_id in waiting:
        render_photo.delay(photo_id)
    return len(waiting)
