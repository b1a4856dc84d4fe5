"""The pictures and papers that were sent, as one ZIP: read, packed and sent one by one, never all in memory."""

import re
import zipfile
from collections.abc import Iterator

from django.utils.translation import gettext as _

from forms_builder.models import Upload
from forms_builder.selectors.answer_filters import Filters
from forms_builder.selectors.questionnaires import Column
from forms_builder.selectors.results import Results
from petbuddy import storage

CONTENT_TYPE = "application/zip"
# What no file system, and no program that unpacks, should have to read in a name.
UNSAFE = re.compile(r"[\x00-\x1f\x7f<>:\"/\\|?*\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
LONGEST_PART = 40
LEFT_OUT = "NOT-INCLUDED.txt"


class _Spool:
    """What the packer wrote and nobody has taken yet."""

    def __init__(self):
        self.waiting = bytearray()

    def write(self, data: bytes) -> int:
        self.waiting += data
        return len(data)

    def flush(self) -> None:
        pass

    def take(self) -> bytes:
        taken = bytes(self.waiting)
        self.waiting.clear()
        return taken


def pieces(results: Results, filters: Filters) -> Iterator[bytes]:
    """File by file; what the storage could not give is named in a note at the end."""
    spool, left_out = _Spool(), []
    with zipfile.ZipFile(spool, "w", zipfile.ZIP_STORED) as pack:  # pictures do not shrink any further
        for name, key in files(results, filters):
            try:
                pack.writestr(name, storage.read_bytes(storage.private_storage(), key))
            except (storage.FileMissing, storage.StorageUnavailable):
                left_out.append(name)
            yield spool.take()
        if left_out:
            pack.writestr(LEFT_OUT, "\n".join([_("These files could not be read:"), *left_out, ""]))
    yield spool.take()


def files(results: Results, filters: Filters) -> Iterator[tuple[str, str]]:
    """(name in the ZIP, key in the storage) of every file that this reader may see: applicant-question-n.jpg."""
    used: set[str] = set()
    columns = [column for column in results.asks.open_columns if column.is_file]
    for batch in results.batches(filters):
        stored = _stored(batch)
        for one in batch:
            for column, number, uid in _sent(results, columns, one):
                if key := stored.get(str(uid)):
                    parts = (one.respondent.shown_name, column.label, str(number))
                    yield _unused("-".join(map(_safe, parts)), key, used), key


def _sent(results, columns, one) -> Iterator[tuple[Column, int, str]]:
    """(question, which of its files, uid) of one person's files that this reader may see."""
    for column in columns if one.is_readable else ():
        if not results.asks.is_closed(column, one.version_id):
            for number, uid in enumerate(one.answers.get(column.id) or (), start=1):
                yield column, number, uid


def _stored(batch) -> dict[str, str]:
    """{uid: key} of the files of these people that are ready and still open to be read."""
    rows = Upload.objects.filter(state=Upload.State.READY, submission__in=[one.pk for one in batch if one.is_readable])
    return {str(uid): key for uid, key in rows.values_list("uid", "key") if key}


def _safe(part: str) -> str:
    """A readable piece of a name: no path, no hidden file, nothing that turns the text around."""
    return UNSAFE.sub(" ", part).strip(" .")[:LONGEST_PART].strip(" .") or "-"


def _unused(stem: str, key: str, used: set[str]) -> str:
    ending = key.rpartition(".")[2]
    name, again = f"{stem}.{ending}", 1
    while name.casefold() in used:
        again += 1
        name = f"{stem} ({again}).{ending}"
    used.add(name.casefold())
    return name
