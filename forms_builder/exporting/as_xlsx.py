"""XLSX row by row: text is typed as text, so "=1+1" stays what somebody wrote. Kept on the disk until it is sent."""

import tempfile
from collections.abc import Iterator
from datetime import date, datetime

import xlsxwriter
from django.utils.translation import pgettext

from forms_builder.exporting.table import Table, Value
from petbuddy.streaming import PIECE

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_CELL = 32_767  # of a sheet; a longer text is cut, with a mark
MOST_ROWS = 1_048_575
FIRST_YEAR = 1900  # of the calendar of sheets
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def pieces(table: Table) -> Iterator[bytes]:
    """The finished file, piece by piece; it is gone when the last one is sent."""
    with tempfile.TemporaryDirectory(prefix="petbuddy-export-") as folder:
        path = f"{folder}/answers.xlsx"
        _write(path, folder, table)
        with open(path, "rb") as file:
            while piece := file.read(PIECE):
                yield piece


def _write(path, folder, table):
    with xlsxwriter.Workbook(path, {**OPTIONS, "tmpdir": folder}) as book:
        sheet = book.add_worksheet(pgettext("export", "Answers"))
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        formats = {
            datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm", "valign": "top"}),
            date: book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"}),
            None: book.add_format({"text_wrap": True, "valign": "top"}),
        }
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, len(table.header), 24)
        for place, label in enumerate(table.header):
            sheet.write_string(0, place, _cut(label), head)
        for line, row in zip(range(1, MOST_ROWS), table.rows, strict=False):
            for place, value in enumerate(row):
                _cell(sheet, line, place, value, formats)


def _cell(sheet, line: int, place: int, value: Value, formats) -> None:
    if value is None or value == "":
        return
    if isinstance(value, str):
        sheet.write_string(line, place, _cut(value), formats[None])
    elif isinstance(value, int | float):
        sheet.write_number(line, place, value, formats[None])
    elif value.year < FIRST_YEAR:
        sheet.write_string(line, place, value.isoformat(), formats[None])
    else:
        sheet.write_datetime(line, place, value, formats[type(value)])


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"
