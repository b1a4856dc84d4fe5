"""The list straight from the ministry: one host, https, and never longer or larger than a list of animals can be."""

import time
import urllib.error
import urllib.request
from urllib.parse import urlsplit

from adoption.open_data.reading import MAX_BYTES, Unreadable

HOSTS = {"data.moa.gov.tw"}
READ_TIMEOUT = 20  # seconds without a byte
WHOLE_TIMEOUT = 180
CHUNK = 256 * 1024


class _SameHosts(urllib.request.HTTPRedirectHandler):
    """A redirection may not lead out of the list of hosts."""

    def redirect_request(self, request, *args):
        new = super().redirect_request(request, *args)
        if new is not None:
            _require_known(new.full_url)
        return new


def fetch(url):
    """The bytes behind the address. Raises Unreadable with the reason."""
    _require_known(url)
    opener = urllib.request.build_opener(_SameHosts)
    ends = time.monotonic() + WHOLE_TIMEOUT
    try:
        with opener.open(url, timeout=READ_TIMEOUT) as answer:
            return _read(answer, ends)
    except (urllib.error.URLError, OSError, ValueError) as error:
        raise Unreadable(f"The ministry's list could not be had: {error}.")


def _read(answer, ends):
    parts, size = [], 0
    while chunk := answer.read(CHUNK):
        parts.append(chunk)
        size += len(chunk)
        if size > MAX_BYTES:
            raise Unreadable("The ministry's list is larger than a list of animals can be.")
        if time.monotonic() > ends:
            raise Unreadable("The ministry's list took too long.")
    if answer.length:  # http.client ends quietly when the other side hangs up
        raise Unreadable("The ministry's list broke off.")
    return b"".join(parts)


def _require_known(url):
    parts = urlsplit(url)
    if parts.scheme != "https" or parts.hostname not in HOSTS or parts.port not in (None, 443):
        raise Unreadable(f"Only https addresses of {', '.join(sorted(HOSTS))} are fetched.")
