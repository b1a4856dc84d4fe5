"""From the bytes of a file to its rows: CSV or JSON, whole or cut off; one bad row never costs its neighbours."""

import csv
import json
import re
from dataclasses import dataclass, field

MAX_BYTES = 64 * 1024 * 1024
REQUIRED = {"animal_id", "animal_kind"}
LONGEST_RECORD_LINES = 20  # a quoted remark may have line breaks; a quote that never closes must not eat the file
BROKEN_CHARACTER = re.compile("[\udc80-\udcff]")  # what bytes that are not UTF-8 become


class Unreadable(Exception):
    """Nothing of the file can be used; the sentence says why."""


@dataclass(frozen=True)
class Row:
    """One record as it stands in the file, or the reason why it can not be read."""

    line: int  # of a CSV file; the position in a JSON list. Counted from 1
    values: dict = field(default_factory=dict)
    problem: str = ""


def rows(data):
    """All rows of the file. Raises Unreadable where it is no list of animals at all."""
    if len(data) > MAX_BYTES:
        raise Unreadable(f"The file is larger than {MAX_BYTES // 1024 // 1024} MB.")
    text = data.decode("utf-8-sig", errors="surrogateescape").lstrip("\ufeff")
    start = text.lstrip()[:1]
    if not start:
        raise Unreadable("The file is empty.")
    return _json_rows(text) if start in "[{" else _csv_rows(text)


def _json_rows(text):
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"The file is no complete JSON: {error}.")
    if not isinstance(document, list):
        raise Unreadable("The JSON is no list of animals.")
    return [_json_row(position, item) for position, item in enumerate(document, start=1)]


def _json_row(position, item):
    if not isinstance(item, dict):
        return Row(position, problem="it is no object")
    return _checked(Row(position, {str(key): value for key, value in item.items()}))


def _csv_rows(text):
    lines = re.split("\r\n|\n|\r", text)
    first = next(index for index, line in enumerate(lines) if line.strip())
    header = [name.strip() for name in next(csv.reader([lines[first]]))]
    if not REQUIRED.issubset(header):
        raise Unreadable("The first line does not name the columns of the ministry's animals.")
    found, index = [], first + 1
    while index < len(lines):
        cells, used = _record(lines, index, len(header))
        if cells is None:
            found.append(Row(index + 1, problem="its columns do not fit the first line"))
        elif any(cell.strip() for cell in cells):
            found.append(_checked(Row(index + 1, dict(zip(header, cells, strict=True)))))
        index += used
    return found


def _record(lines, index, width):
    """(cells, lines used) of the record that begins here; (None, 1) where none can be made out."""
    for used in range(1, LONGEST_RECORD_LINES + 1):
        try:
            cells = next(csv.reader(["\n".join(lines[index : index + used])], strict=True), [])
        except csv.Error as error:
            if "unexpected end" in str(error) and index + used < len(lines):
                continue
            return None, 1
        return (cells or [""], used) if len(cells) in (0, width) else (None, 1)
    return None, 1


def _checked(row):
    if any(BROKEN_CHARACTER.search(value) for value in row.values.values() if isinstance(value, str)):
        return Row(row.line, problem="it has characters that are not UTF-8")
    return row
