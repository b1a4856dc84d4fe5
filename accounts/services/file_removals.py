"""Files that must go: promised in the same transaction as the change that lets go of them, kept by the worker.

Whatever is away at that moment (Redis, the storage), the row stays until the file is gone; the sweep asks again.
"""

from django.db import transaction
from django.utils import timezone

from accounts import file_removing
from accounts.models import FileRemoval
from accounts.tasks import remove_files
from petbuddy import pictures
from petbuddy.tasks import after_commit


@transaction.atomic
def promise(keys, *, is_public=False):
    """Remove these files once the transaction is committed, however long it takes."""
    rows = [FileRemoval(key=key, is_public=is_public) for key in dict.fromkeys(keys) if key]
    if rows:
        FileRemoval.objects.bulk_create(rows)
        after_commit(remove_files)


@transaction.atomic
def promise_all_of(file, *, is_public=False):
    """Remove everything that a row of StoredFile names: the raw upload is always a private file."""
    promise(pictures.keys(file), is_public=is_public)
    promise([file.incoming_key])


def restart():
    """Sweep: ask the worker for what was left. Returns how many files wait for it."""
    waiting = file_removing.due(timezone.now()).count()
    if waiting:
        after_commit(remove_files)
    return waiting
