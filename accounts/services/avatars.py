"""A picture of oneself: private, made anew without its metadata, seen by those one has to do with."""

from django.db import transaction

from accounts import avatar_files
from accounts.avatar_tasks import render_avatar
from accounts.models import Avatar, Profile
from accounts.services import audit, file_removals, limits
from petbuddy import uploads
from petbuddy.tasks import after_commit


@limits.limited("upload", who="user")
def put(*, user, file):
    """Take a new picture; the one before stays until the new one is ready. Raises Invalid, TooLarge or Unsupported."""
    accepted = uploads.accept_image(file)
    return _keep(user, accepted, uploads.store_incoming(accepted))


@transaction.atomic
def _keep(user, accepted, key):
    for old in Avatar.objects.filter(owner=user).exclude(state=Avatar.State.READY):
        _drop(old)
    row = Avatar.objects.create(
        owner=user,
        name=accepted.clean_name,
        incoming_key=key,
        sha256=accepted.sha256,
        mime=accepted.mime,
        bytes=accepted.size,
    )
    audit.record(action="avatar.added", by=user, ref=user)
    after_commit(render_avatar, row.pk)
    return row


@transaction.atomic
def remove(*, user):
    """No picture any more: rows and files go, the first letter of the name stands again."""
    Profile.objects.select_for_update().filter(user=user).first()
    Profile.objects.filter(user=user).update(avatar_key="")
    rows = list(Avatar.objects.filter(owner=user))
    for row in rows:
        _drop(row)
    if rows:
        audit.record(action="avatar.removed", by=user, ref=user)


def restart_pending():
    """Sweep: ask the worker again for what was left. Returns how many."""
    keys = avatar_files.unfinished()
    for pk in keys:
        after_commit(render_avatar, pk)
    return len(keys)


def _drop(row):
    file_removals.promise_all_of(row)
    row.delete()
