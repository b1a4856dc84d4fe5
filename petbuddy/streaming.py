"""Long answers, sent piece by piece: memory holds one piece, under WSGI and under ASGI alike."""

from collections.abc import Iterable, Iterator

from asgiref.sync import sync_to_async
from django.http import StreamingHttpResponse
from django.utils import translation
from django.utils.http import content_disposition_header

PIECE = 64 * 1024
_END = object()


class Download(StreamingHttpResponse):
    """A file to be saved under `name`, made while it is sent, in the language of whoever asked.

    Django reads an ordinary iterator to its end before it sends the first byte under ASGI; this one does not.
    """

    def __init__(self, pieces: Iterable[bytes], *, name: str, content_type: str):
        super().__init__(_in_language(pieces, translation.get_language()), content_type=content_type)
        self["Content-Disposition"] = content_disposition_header(True, name)
        self["Cache-Control"] = "private, no-store"

    async def __aiter__(self):
        pieces = iter(self.streaming_content)
        while (piece := await sync_to_async(next)(pieces, _END)) is not _END:
            yield piece


def joined(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of a size that is worth sending."""
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        if len(waiting) >= PIECE:
            yield bytes(waiting)
            waiting.clear()
    if waiting:
        yield bytes(waiting)


def _in_language(pieces, language):
    """Each piece is made in the language of the request, which is over by then."""
    source = iter(pieces)
    while True:
        with translation.override(language):
            piece = next(source, _END)
        if piece is _END:
            return
        yield piece
