"""CSV that spreadsheets open rightly and never run: UTF-8 with its mark, RFC 4180, no cell that begins a formula."""

import csv
from collections.abc import Iterator

from forms_builder.exporting.table import Phone, Table, Value

CONTENT_TYPE = "text/csv; charset=utf-8"
MARK = "\ufeff".encode()
# What makes a spreadsheet calculate: also written in full width, and after a tab or a line end.
BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class _Line:
    """Where the writer of the standard library leaves a line."""

    def write(self, text: str) -> bytes:
        return text.encode()


def pieces(table: Table) -> Iterator[bytes]:
    """Line by line."""
    writer = csv.writer(_Line(), lineterminator="\r\n")
    yield MARK
    yield writer.writerow([safe(label) for label in table.header])
    for row in table.rows:
        yield writer.writerow([safe(value) for value in row])


def safe(value: Value) -> str:
    """The cell as text. An apostrophe stands before whatever could be taken for a formula, but numbers are numbers."""
    if value is None:
        return ""
    if isinstance(value, Phone):
        return str(value)
    if isinstance(value, str):
        return f"'{value}" if value.startswith(BEGINNINGS) else value
    if isinstance(value, int | float):
        return repr(value)
    return value.isoformat(sep=" ") if hasattr(value, "hour") else value.isoformat()
