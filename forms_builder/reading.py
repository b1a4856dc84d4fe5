"""Answers as people read them again: on the check page, on the application, on the giver's board."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from accounts import places
from forms_builder import definition as definitions
from forms_builder.definition.items import LAYOUT_TYPES
from forms_builder.rendering import file_shown

Line = dict[str, Any]


def answer_pages(
    definition: dict,
    answers: Mapping[str, Any],
    *,
    language: str,
    files: Iterable = (),
    visible: Iterable[str] | None = None,
    may_see_private: bool = True,
    closed: Iterable[str] = (),
) -> list[Line]:
    """Pages with a line for each question: [{id, title, lines: [{id, label, text, rows, files, is_private}]}].

    `visible`: the questions that were asked; without it those that have an answer. A private answer that this reader
    may not see (and any of `closed`, made private since) is a line without words and `is_withheld`.
    """
    shown = definitions.public_projection(definition, language)
    by_uid = {str(file.uid): file for file in files}
    asked = set(answers if visible is None else visible)
    pages = []
    for page in shown["pages"]:
        items = [item for item in page["items"] if item["type"] not in LAYOUT_TYPES and item["id"] in asked]
        lines = [_line(item, answers.get(item["id"]), by_uid, may_see_private, closed) for item in items]
        if lines:
            pages.append({"id": page["id"], "title": page.get("title") or "", "lines": lines})
    return pages


def _line(item: dict, answer: Any, files: Mapping, may_see_private: bool, closed: Iterable[str]) -> Line:
    line = {"id": item["id"], "label": item["label"], "is_private": bool(item.get("private"))}
    if (item.get("private") and not may_see_private) or item["id"] in closed:
        return {**line, "is_withheld": True}
    if answer is None:
        return line
    if item["type"] in ("photo", "file"):
        return {**line, "files": [file_shown(uid, files.get(uid)) for uid in answer]}
    if item["type"] == "repeat":
        return {**line, "rows": [_row(item, row) for row in answer if isinstance(row, dict)]}
    return {**line, "text": in_words(item, answer), "statement": item.get("statement")}


def _row(item: dict, row: dict) -> list[Line]:
    asked = [field for field in item["fields"] if field["id"] in row]
    return [{"label": field["label"], "text": in_words(field, row[field["id"]])} for field in asked]


def in_words(item: dict, answer: Any) -> str:
    """One answer (all types but files and rows) as a text; what can not be read stands as it was typed."""
    return _WORDS.get(item["type"], _as_typed)(item, answer)


def _as_typed(item: dict, answer: Any) -> str:
    return str(answer)


def _yes_no(item: dict, answer: Any) -> str:
    return _("Yes") if answer is True else _("No")


def _choice(item: dict, answer: Any) -> str:
    if isinstance(answer, dict):
        return str(answer.get("other", ""))
    return next((choice["label"] for choice in item["choices"] if choice["id"] == answer), "")


def _multi_choice(item: dict, answer: Any) -> str:
    parts = answer if isinstance(answer, list) else []
    return _(", ").join(filter(None, (_choice(item, part) for part in parts)))


def _number(item: dict, answer: Any) -> str:
    if isinstance(answer, str):
        return answer
    return f"{number_format(answer, use_l10n=False)} {item.get('unit') or ''}".strip()


def _scale(item: dict, answer: Any) -> str:
    return _("%(value)s of %(most)s") % {"value": answer, "most": item.get("max", 5)}


def _date(item: dict, answer: Any) -> str:
    try:
        return date_format(date.fromisoformat(answer), "DATE_FORMAT")
    except ValueError:
        return str(answer)


def _address(item: dict, answer: Any) -> str:
    given = answer if isinstance(answer, dict) else {}
    county, district = places.names(given.get("county", ""), given.get("district", ""))
    parts = {"county": county, "district": district, "street": given.get("street", "")}
    return (_("%(street)s %(district)s, %(county)s") % parts).strip(" ,")


def _consent(item: dict, answer: Any) -> str:
    return _("Agreed") if answer is True else str(answer)


_WORDS = {
    "yes_no": _yes_no, "single_choice": _choice, "multi_choice": _multi_choice, "number": _number, "scale": _scale,
    "date": _date, "address": _address, "consent": _consent,
}  # fmt: skip
