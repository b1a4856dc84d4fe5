"""Delivery: an archive is put together, an account is erased. Called by the worker only; safe to run twice.

Whoever claims the row works on it. A storage that is away costs nothing but time; a crash costs a try.
"""

import json
import logging
import tempfile
import zipfile
from datetime import timedelta
from pathlib import PurePosixPath

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Case, F, When
from django.utils import timezone

from accounts.models import DataRequest
from accounts.services import fulfilment
from petbuddy import personal_data, storage

logger = logging.getLogger("petbuddy.personal_data")

MAX_CRASHES = 3
FIRST_DELAY_SECONDS = 30
LONGEST_DELAY_SECONDS = 3600


def work(pk):
    """Do what one wish asks for if it is due and nobody else does it; the row says what became of it."""
    request = _claim(pk)
    if request is None:
        return
    if request.crashes >= MAX_CRASHES and request.kind == DataRequest.Kind.EXPORT:
        _give_up(request)
        return
    try:
        if request.kind == DataRequest.Kind.EXPORT:
            _export(request)
        else:
            fulfilment.erase(request=request)
    except storage.StorageUnavailable:
        logger.warning("storage away, the sweep tries again", extra={"request": pk})
        _put_back(request)
    except Exception:  # one broken exporter must not stop the wishes of others
        logger.exception("personal data: a try failed", extra={"request": pk, "kind": request.kind})
        _crashed(request)


def write_archive(archive, user):
    """`data.json` and every file of the person, one at a time, into an open file."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        data = {part.name: part.export(user) for part in personal_data.parts()}
        out.writestr("data.json", json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
        for part in personal_data.parts():
            for number, file in enumerate(filter(lambda file: file.key, part.files(user)), start=1):
                _add(out, f"files/{part.name}/{number:04d}", file)


def _claim(pk):
    """Ours from now on. Who still held it has died over it: a crash, too."""
    now = timezone.now()
    died = Case(When(claimed_at=None, then=0), default=1)
    claim = {
        "crashes": F("crashes") + died,
        "attempts": F("attempts") + 1,
        "claimed_at": now,
    }  # MySQL sets in this order
    if not DataRequest.objects.due(now).filter(pk=pk).update(**claim):
        return None
    return DataRequest.objects.select_related("user").filter(pk=pk, claimed_at=now).first()


def _export(request):
    """The key stands in the row before the bytes are sent: a worker that dies leaves no file that nobody names."""
    store, old, key = storage.private_storage(), request.key, storage.new_key("exports", "zip")
    if old:
        storage.delete(store, old)
    if not _mine(request).update(key=key):
        return
    with tempfile.TemporaryFile() as archive:
        write_archive(archive, request.user)
        storage.save_file(store, key, archive)
    if not fulfilment.offer_export(request=request):
        storage.delete(store, key)


def _add(out, stem, file):
    store = storage.public_storage() if file.is_public else storage.private_storage()
    try:
        content = storage.read_bytes(store, file.key)
    except storage.FileMissing:  # named by a row but lost: the rest is still hers
        logger.warning("export without a file that is gone", extra={"key": file.key})
        return
    words = "".join(char for char in PurePosixPath(file.name).stem if char.isalnum() or char in "-_")[:60]
    name = f"{stem}{f'-{words}' if words else ''}{PurePosixPath(file.key).suffix}"
    out.writestr(zipfile.ZipInfo(name, timezone.localtime().timetuple()[:6]), content)  # stored: they are small already


def _mine(request):
    """The row as long as nobody has claimed it after us."""
    return DataRequest.objects.filter(pk=request.pk, claimed_at=request.claimed_at)


def _put_back(request, **fields):
    seconds = min(FIRST_DELAY_SECONDS * 2 ** min(request.attempts, 10), LONGEST_DELAY_SECONDS)
    _mine(request).update(claimed_at=None, next_try_at=timezone.now() + timedelta(seconds=seconds), **fields)


def _crashed(request):
    """An export that breaks again and again is given up and can be asked anew; an erasure is owed for ever."""
    request.crashes += 1
    if request.crashes < MAX_CRASHES:
        _put_back(request, crashes=request.crashes)
    elif request.kind == DataRequest.Kind.EXPORT:
        _give_up(request)
    else:
        logger.error("personal data: look at this", extra={"request": request.pk, "kind": request.kind})
        _put_back(request, crashes=request.crashes)


def _give_up(request):
    logger.error("personal data: look at this", extra={"request": request.pk, "kind": request.kind})
    fulfilment.give_up_export(request=request)
