"""Taking a file from a person: weighed, recognised by its content, named by us, and put aside for the worker."""

import hashlib
import math
import unicodedata
from dataclasses import dataclass

from django.conf import settings
from django.core.files import File
from django.utils.translation import gettext as _

from petbuddy import images, storage
from petbuddy.errors import Invalid, TooLarge, Unsupported

NAME_LENGTH = 120
MEGABYTE = 1024 * 1024


class EmptyUpload(Invalid):
    """Nothing was in the file."""

    code = "empty"


@dataclass(frozen=True)
class Accepted:
    """An upload that may be kept: its content has a type that we take and a size within the limit."""

    file: File
    mime: str
    size: int
    sha256: str
    clean_name: str


def accept_image(upload, *, max_bytes=None):
    """Take a photo. Raises EmptyUpload, TooLarge or Unsupported with the sentence for the person."""
    return _accept(upload, _photo_type, max_bytes)


def accept_pdf_or_image(upload, *, max_bytes=None):
    """Take what a form's file question takes: a photo, or a PDF, which is stored as it is and never opened."""
    return _accept(upload, _photo_or_pdf_type, max_bytes)


def store_incoming(accepted):
    """Put the raw upload aside, privately; returns its key. Raises StorageUnavailable."""
    return storage.save_file(storage.private_storage(), storage.new_key("incoming"), accepted.file)


def clean_name(name):
    """The person's file name as harmless text: no path, no control or direction characters, at most 120."""
    name = unicodedata.normalize("NFC", str(name or "")).replace("\\", "/").rpartition("/")[2]
    kept = "".join(char for char in name if unicodedata.category(char)[0] != "C")
    kept = " ".join(kept.split())
    if len(kept) <= NAME_LENGTH:
        return kept
    stem, dot, ending = kept.rpartition(".")
    if not dot or len(ending) > 8:
        return kept[:NAME_LENGTH]
    return stem[: NAME_LENGTH - len(ending) - 1] + dot + ending


def _accept(upload, type_of, max_bytes):
    if getattr(upload, "is_lost", False):
        raise storage.StorageUnavailable
    limit = max_bytes or settings.UPLOAD_MAX_BYTES
    if upload.size > limit:
        raise _too_large(upload.size, limit)
    head, size, digest = b"", 0, hashlib.sha256()
    for chunk in upload.chunks():
        head = head or bytes(chunk[: images.SNIFF_BYTES])
        size += len(chunk)
        if size > limit:  # the size that the client states is not believed
            raise _too_large(size, limit)
        digest.update(chunk)
    if size == 0:
        raise EmptyUpload(_("This file is empty. Please pick another."))
    upload.seek(0)
    return Accepted(upload, type_of(head), size, digest.hexdigest(), clean_name(upload.name))


def _photo_type(head):
    mime = images.sniff(head)
    if mime is None:
        code = images.refusal_code(head)
        raise Unsupported(images.reason_sentence(code), code=code)
    return mime


def _photo_or_pdf_type(head):
    mime = images.sniff(head) or images.sniff_pdf(head)
    if mime is None:
        raise Unsupported(_("We take photos (JPEG, PNG, WebP, HEIC, AVIF) and PDF. This file is of another kind."))
    return mime


def _too_large(size, limit):
    numbers = {"size": math.ceil(size / MEGABYTE), "limit": limit // MEGABYTE}
    return TooLarge(_("This file is %(size)s MB; the limit is %(limit)s MB. Please pick a smaller one.") % numbers)
