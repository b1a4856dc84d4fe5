"""Read receipts of whoever comes by the form: she knows the submissions alone, not their applications."""

from adoption.models import Application
from adoption.services import applications


def mark_looked_at(*, submissions, by):
    """What was sent and not looked at yet is now being read; one query where all of it was looked at before."""
    unread = Application.objects.filter(submission__in=submissions, state=Application.State.SUBMITTED)
    for application in unread.select_related("post").order_by("pk"):
        applications.mark_read(application=application, by=by)
