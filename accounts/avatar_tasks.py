"""What the worker does for pictures of people."""

from celery import shared_task

from accounts import avatar_files


@shared_task(name="accounts.render_avatar", acks_late=True)
def render_avatar(avatar_id):
    """Make one picture ready and show it."""
    avatar_files.render(avatar_id)
