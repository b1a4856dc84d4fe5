"""Where files lie: two storages, random names that only the server makes, and addresses made from names.

Keys look like `photos/3f/3fa8…/480.webp`. The database holds keys; nobody but this module turns one into an address.
"""

import contextlib
import os
import re
import secrets
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from django.core import signing
from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, storages
from django.urls import reverse

from petbuddy.errors import Unavailable
from petbuddy.storage_settings import LINK_SECONDS, PRIVATE

LINK_SALT = "petbuddy.files"
KEY = re.compile(r"[a-z]+/[0-9a-f]{2}/[0-9a-f]{32}(/[a-z0-9]{1,12})?(\.[a-z]{3,4})?")
# The only types that we ever serve; the name that a person gave her file never decides.
TYPES = {"webp": "image/webp", "jpg": "image/jpeg", "pdf": "application/pdf", "zip": "application/zip"}


class StorageUnavailable(Unavailable):
    """The files are out of reach for now (S3 away, disk full): try again later, nothing is lost."""


class FileMissing(Exception):
    """No file has this key (any more)."""


def public_storage():
    """Photos of posts: anybody who knows the address may see them."""
    return storages["default"]


def private_storage():
    """Raw uploads, answer files, attachments: seen through a link of at most a minute."""
    return storages["private"]


def where(*, is_public):
    """The storage of files that everybody may see, or the one of all others."""
    return public_storage() if is_public else private_storage()


def new_key(prefix, ext=""):
    """A name that cannot be guessed and was never used: `prefix/3f/3fa8…[.ext]`."""
    code = secrets.token_hex(16)
    return f"{prefix}/{code[:2]}/{code}" + (f".{ext}" if ext else "")


@contextlib.contextmanager
def _reaching(storage):
    """Speak of every way in which a storage can be away as one error; a bucket that is away is left alone a while."""
    breaker = getattr(storage, "breaker", None)
    if breaker is not None and breaker.is_resting():
        raise StorageUnavailable
    try:
        yield
    except FileNotFoundError as error:
        if breaker is not None:
            breaker.went_well()
        raise FileMissing(str(error)) from error
    except (OSError, *getattr(storage, "failures", ())) as error:
        if breaker is not None and storage.is_away(error):
            breaker.failed()
        raise StorageUnavailable from error
    if breaker is not None:
        breaker.went_well()


def save_bytes(storage, key, data, content_type):
    """Store bytes under a key of `new_key`. Raises StorageUnavailable and then leaves no half file behind."""
    content = ContentFile(data)
    content.content_type = content_type
    return _save(storage, key, content)


def save_file(storage, key, file):
    """Store an uploaded file, whatever it is, as plain bytes; read in chunks, never whole in memory."""
    file.seek(0)
    content = File(file)
    content.content_type = "application/octet-stream"
    return _save(storage, key, content)


def _save(storage, key, content):
    try:
        with _reaching(storage):
            return storage.save(key, content)
    except StorageUnavailable:
        if isinstance(storage, FileSystemStorage):  # a full disk keeps the half; a bucket has all of it or nothing
            with contextlib.suppress(StorageUnavailable, FileMissing):
                delete(storage, key)
        raise


def read_bytes(storage, key):
    """The file's content. Raises FileMissing or StorageUnavailable."""
    with _reaching(storage), storage.open(key) as file:
        return file.read()


def exists(storage, key):
    """Is there a file with this key? Raises StorageUnavailable."""
    with _reaching(storage):
        return storage.exists(key)


def listing(storage, prefix):
    """(key, when it was written) of every file under a prefix that ends in "/", in the order of the keys."""
    if not isinstance(storage, FileSystemStorage):
        with _reaching(storage):
            yield from storage.listing(prefix)
        return
    root = Path(storage.location)
    for folder, folders, names in os.walk(root / prefix):
        folders.sort()
        for name in sorted(names):
            path = Path(folder, name)
            with contextlib.suppress(FileNotFoundError):  # it went while we looked
                yield path.relative_to(root).as_posix(), datetime.fromtimestamp(path.stat().st_mtime, UTC)


def delete(storage, key):
    """Remove a file; one that is not there is fine."""
    with _reaching(storage), contextlib.suppress(FileNotFoundError):
        storage.delete(key)


def public_url(key):
    """The lasting address of a public file: the CDN's, or /media/… on one machine."""
    return public_storage().url(key)


def private_link(key, filename=""):
    """An address that shows one private file for at most 60 seconds to whoever holds it: ask the right first."""
    storage = private_storage()
    if isinstance(storage, FileSystemStorage):
        token = signing.dumps([key, filename], salt=LINK_SALT, compress=True)
        return reverse("private-file", args=[token])
    parameters = {
        "ResponseContentDisposition": disposition(key, filename),
        "ResponseContentType": content_type(key),
        "ResponseCacheControl": PRIVATE,
    }
    if storage.custom_domain:  # CloudFront hands the query on to S3 as it is
        names = ("response-content-disposition", "response-content-type", "response-cache-control")
        parameters = dict(zip(names, parameters.values(), strict=True))
    return storage.url(key, parameters=parameters, expire=LINK_SECONDS)


def opened_link(token):
    """The (key, file name) of a link of `private_link`, or None when it is forged or older than 60 seconds."""
    try:
        key, filename = signing.loads(token, salt=LINK_SALT, max_age=LINK_SECONDS)
    except signing.BadSignature:
        return None
    return key, filename


def content_type(key):
    """The fixed type of a stored file, from the ending that the server gave it."""
    return TYPES.get(key.rpartition(".")[2], "application/octet-stream")


def disposition(key, filename):
    """Pictures are shown, everything else is saved: a PDF never opens on our own address."""
    kind = "inline" if content_type(key).startswith("image/") else "attachment"
    stem = filename.rpartition(".")[0] or filename
    ending = key.rpartition(".")[2] if content_type(key) != "application/octet-stream" else "bin"
    name = f"{stem or 'file'}.{ending}"  # the ending of what is inside, not of what was sent
    plain = re.sub(r"[^A-Za-z0-9._-]", "_", name)
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
