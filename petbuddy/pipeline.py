"""From a raw upload to what people see: the one worker step behind photos, answer files and attachments.

The row remembers everything (state, tries, claim), so the step may run twice, at once or after a crash.
A try that ended badly costs one; one that never ended (the worker was killed) costs three of the eight.
"""

import contextlib
import logging
import random
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from petbuddy import images, pictures, storage

logger = logging.getLogger("petbuddy.pipeline")

MAX_ATTEMPTS = 8
COST_OF_A_DEATH = 3
CLAIM_LASTS = timedelta(seconds=90)
FIRST_DELAY_SECONDS = 15
LONGEST_DELAY_SECONDS = 1800


def due(model):
    """Primary keys for the sweep: rows that are pending, due and in no living hands, or that left a raw file behind."""
    now = timezone.now()
    rows = model.objects
    free = Q(claimed_at=None) | Q(claimed_at__lt=now - CLAIM_LASTS)
    ripe = Q(next_try_at=None) | Q(next_try_at__lte=now)
    pending = Q(state=model.State.PENDING) & free & ripe
    left = ~Q(state=model.State.PENDING) & ~Q(incoming_key="")
    return list(rows.filter(pending | left).order_by("pk").values_list("pk", flat=True)[:500])


def process(model, pk, *, private, is_public=False):
    """Make the file of one row ready, or rejected with its reason. Returns the row, or None if there was nothing to do.

    `private` chooses the sizes, `is_public` the storage. Safe at any time: on a finished row it only removes the raw
    upload.
    """
    row = _claim(model, pk)
    if row is None:
        return _discard_raw(model, pk)
    try:
        _work(row, private=private, is_public=is_public)
    except images.ImageRejected as rejection:
        _end(row, state=model.State.REJECTED, reason=rejection.code)
    except storage.FileMissing:
        _end(row, state=model.State.REJECTED, reason="failed")
    except (storage.StorageUnavailable, OSError):
        _put_back(row)
    return _discard_raw(model, pk)


def remove_files(file, *, private):
    """Delete everything that a row owns, before or after the row itself goes."""
    store = storage.private_storage() if private else storage.public_storage()
    for key in pictures.keys(file):
        storage.delete(store, key)
    if file.incoming_key:
        storage.delete(storage.private_storage(), file.incoming_key)


def _claim(model, pk):
    """Take the row: whoever changes its counter first works on it. None if it is done, waiting or in other hands."""
    now = timezone.now()
    row = model.objects.filter(pk=pk, state=model.State.PENDING).first()
    if row is None or (row.next_try_at and row.next_try_at > now):
        return None
    died = row.claimed_at is not None
    if died and row.claimed_at > now - CLAIM_LASTS:
        return None
    spent = row.attempts + (COST_OF_A_DEATH if died else 1)
    claimed = model.objects.filter(pk=pk, state=model.State.PENDING, attempts=row.attempts)
    if not claimed.update(attempts=spent, claimed_at=now, next_try_at=None):
        return None
    row.attempts, row.claimed_at, row.next_try_at = spent, now, None
    if died and spent > MAX_ATTEMPTS:
        logger.error("file given up, its worker died every time", extra={"model": model.__name__, "pk": pk})
        _end(row, state=model.State.REJECTED, reason="crashed")
        return None
    return row


def _work(row, *, private, is_public):
    raw = storage.read_bytes(storage.private_storage(), row.incoming_key)
    if row.mime == images.PDF_MIME:
        _keep_pdf(row, raw)
        return
    widths = images.PRIVATE_WIDTHS if private else images.PUBLIC_WIDTHS
    _keep_picture(row, images.render(raw, widths=widths, preview=not private), private=private, is_public=is_public)


def _keep_pdf(row, raw):
    """A PDF is private as it is; nobody here opens it."""
    if images.sniff_pdf(raw[: images.SNIFF_BYTES]) is None:
        raise images.ImageRejected("corrupt")
    store, key = storage.private_storage(), storage.new_key("files", "pdf")
    storage.save_bytes(store, key, raw, images.PDF_MIME)
    if not _end(row, state=row.State.READY, key=key, bytes=len(raw)):
        storage.delete(store, key)


def _keep_picture(row, picture, *, private, is_public):
    store = storage.where(is_public=is_public)
    base = storage.new_key("files" if private else "photos")
    pairs = [(f"{base}/{each.width}.webp", each) for each in picture.renditions]
    if picture.preview:
        pairs.append((f"{base}/preview.jpg", picture.preview))
    with contextlib.ExitStack() as undo:
        for key, rendition in pairs:
            storage.save_bytes(store, key, rendition.data, rendition.mime)
            undo.callback(_delete_quietly, store, key)
        largest = picture.renditions[-1]
        kept = _end(
            row,
            state=row.State.READY,
            key=pairs[len(picture.renditions) - 1][0],
            renditions=[_described(key, rendition) for key, rendition in pairs],
            mime=largest.mime,
            bytes=len(largest.data),
            width=picture.width,
            height=picture.height,
            colour=picture.colour,
            phash=picture.phash,
            is_public=is_public,
        )
        if kept:  # otherwise the row was deleted or finished by another meanwhile, and these files are nobody's
            undo.pop_all()


def _described(key, rendition):
    return {
        "key": key,
        "width": rendition.width,
        "height": rendition.height,
        "mime": rendition.mime,
        "bytes": len(rendition.data),
    }


def _end(row, **fields):
    """Finish the row if it is still ours; only fields that this model has are written. Returns whether it was."""
    has = {field.name for field in row._meta.concrete_fields}
    known = {name: value for name, value in fields.items() if name in has}
    return bool(_mine(row).update(**known, claimed_at=None, next_try_at=None))


def _put_back(row):
    """The storage or the disk is away: wait longer each time, not all at once, and give up in the end."""
    if row.attempts >= MAX_ATTEMPTS:
        logger.error("file given up, storage was away too long", extra={"model": type(row).__name__, "pk": row.pk})
        _end(row, state=row.State.REJECTED, reason="failed")
        return
    seconds = min(FIRST_DELAY_SECONDS * 2 ** (row.attempts - 1), LONGEST_DELAY_SECONDS)
    seconds *= random.uniform(0.8, 1.2)  # noqa: S311 (no secret: it only spreads the load)
    _mine(row).update(claimed_at=None, next_try_at=timezone.now() + timedelta(seconds=seconds))


def _mine(row):
    """The row as long as nobody has claimed it after us: each claim changes the counter."""
    return type(row).objects.filter(pk=row.pk, state=row.State.PENDING, attempts=row.attempts)


def _discard_raw(model, pk):
    """The raw upload holds metadata that nobody asked for: it goes as soon as the row has ended."""
    row = model.objects.filter(pk=pk).first()
    if row is None or row.state == model.State.PENDING or not row.incoming_key:
        return row
    with contextlib.suppress(storage.StorageUnavailable):
        storage.delete(storage.private_storage(), row.incoming_key)
        model.objects.filter(pk=pk).update(incoming_key="")
        row.incoming_key = ""
    return row


def _delete_quietly(store, key):
    with contextlib.suppress(storage.StorageUnavailable):
        storage.delete(store, key)
