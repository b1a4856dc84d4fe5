"""Photos that people send each other: private, re-encoded by the worker, seen by the two of them."""

from django.conf import settings
from django.db.models import Sum
from django.utils.translation import gettext as _

from accounts.services import limits
from adoption.models import Attachment
from adoption.tasks.attachments import render_attachment
from petbuddy import pipeline, uploads
from petbuddy.errors import Invalid, TooLarge
from petbuddy.tasks import after_commit

MAX_FILES = 5


def take(files, *, owner):
    """Weigh, recognize and put aside, before any row is locked. Returns [(accepted, key), …]."""
    files = list(files)
    if files:
        limits.take_all(*limits.of("upload", owner))
    if len(files) > MAX_FILES:
        raise Invalid(errors={"files": [_("At most %(limit)s photos at once.") % {"limit": MAX_FILES}]})
    accepted = [uploads.accept_image(file) for file in files]
    _require_room(owner, sum(each.size for each in accepted))
    return [(each, uploads.store_incoming(each)) for each in accepted]


def attach(taken, *, owner, message=None, follow_up=None):
    """Make what was taken part of a message or a follow-up, within its transaction."""
    rows = []
    for accepted, key in taken:
        row = Attachment.objects.create(
            message=message,
            follow_up=follow_up,
            owner=owner,
            name=accepted.clean_name,
            incoming_key=key,
            sha256=accepted.sha256,
            mime=accepted.mime,
            bytes=accepted.size,
        )
        after_commit(render_attachment, row.pk)
        rows.append(row)
    return rows


def restart_pending():
    """Sweep: ask the worker again for what was left. Returns how many."""
    keys = pipeline.due(Attachment)
    for pk in keys:
        after_commit(render_attachment, pk)
    return len(keys)


def _require_room(owner, size):
    used = Attachment.objects.filter(owner=owner).aggregate(total=Sum("bytes"))["total"] or 0
    if used + size > settings.UPLOAD_USER_QUOTA_BYTES:
        limit = settings.UPLOAD_USER_QUOTA_BYTES // uploads.MEGABYTE
        raise TooLarge(_("Your files would take more than %(limit)s MB. Remove some first.") % {"limit": limit})
