"""Serves files from this machine's own folders, where no bucket and no CDN does it.

Both views send what S3 and CloudFront would: a fixed type, nosniff, and a caching rule that fits the file.
"""

from django.core.files.storage import FileSystemStorage
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from petbuddy import storage
from petbuddy.storage_settings import IMMUTABLE, PRIVATE

SILENT = "default-src 'none'; sandbox"  # a file is a file: nothing in it runs on our address

_gates = {}


def register(prefix, is_for_all):
    """`is_for_all(key)` says whether everybody may have this file now. Without a gate a prefix serves nothing."""
    _gates[prefix] = is_for_all


@require_safe
def public_file(request, key):
    """A photo of a post that is for everybody; refused from the moment on that it no longer is."""
    store = _local(storage.public_storage())
    gate = _gates.get(key.partition("/")[0])
    if not storage.KEY.fullmatch(key) or gate is None or not gate(key):
        raise Http404
    response = answer(store, key)
    response["Cache-Control"] = IMMUTABLE
    return response


@require_safe
def private_file(request, token):
    """A private file, for the 60 seconds that its link lives; the right was asked when the link was made."""
    opened = storage.opened_link(token)
    if opened is None:
        raise Http404
    key, filename = opened
    response = answer(_local(storage.private_storage()), key)
    response["Cache-Control"] = PRIVATE
    response["Content-Disposition"] = storage.disposition(key, filename)
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def answer(store, key):
    """The file itself. Raises Http404, or StorageUnavailable."""
    try:
        data = storage.read_bytes(store, key)
    except storage.FileMissing as error:
        raise Http404 from error
    response = HttpResponse(data, content_type=storage.content_type(key))
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SILENT
    return response


def _local(store):
    if not isinstance(store, FileSystemStorage):  # the bucket serves its files itself
        raise Http404
    return store
