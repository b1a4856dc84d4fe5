"""A plain list: {title, language, questions: [{text, type, required, choices, section, help, unit, columns, …}]}."""

from typing import Any

from django.utils.translation import gettext as _

from forms_builder.definition.limits import MAX_ROWS

from .asked import Asked
from .remarks import Remark
from .words import clean, plain

_KINDS: dict[str, tuple[str, dict[str, Any]]] = {
    "short_text": ("short_text", {}),
    "long_text": ("long_text", {}),
    "number": ("number", {}),
    "email": ("short_text", {"format": "email", "autocomplete": "email", "private": True}),
    "phone": ("short_text", {"format": "phone", "private": True}),
    "url": ("short_text", {"format": "url"}),
    "date": ("date", {}),
    "address": ("address", {"detail": "full", "private": True}),
    "yes_no": ("yes_no", {}),
    "single_choice": ("single_choice", {}),
    "multi_choice": ("multi_choice", {}),
    "table": ("repeat", {}),
    "consent": ("consent", {}),
    "photo": ("photo", {}),
    "file": ("file", {}),
}


def asked(source: dict[str, Any]) -> list[Asked]:
    """The questions in their order, each section before its own."""
    found, section = [], ""
    for row in source["questions"]:
        if not isinstance(row, dict):
            continue
        title = clean(row.get("section"), 300)
        if title and title != section:
            found.append(Asked("section", title))
        section = title or section
        found.append(_question(row))
    return found


def intro(source: dict[str, Any]) -> str:
    return plain(source.get("intro"))


def lost(source: dict[str, Any]) -> list[Remark]:
    """Of its texts around the questions nothing is."""
    return []


def _question(row: dict[str, Any]) -> Asked:
    kind, props = _KINDS.get(str(row.get("type")), ("note", {}))
    made = Asked(
        kind,
        label=plain(row.get("text")),
        name=plain(row.get("text")),
        help=plain(row.get("help")),
        required=row.get("required") is True and kind != "note",
        choices=_texts(row.get("choices")),
        columns=_texts(row.get("columns")),
        after_yes=bool(row.get("follow_up")),
        props={**props, **_bounds(kind, row)},
    )
    if kind == "note":
        made.help = made.help or made.label
        made.notes.append(_("This type of question is unknown here. Only its words are kept, as a note."))
    if row.get("choices_inferred"):
        made.notes.append(_("Its options were guessed by whoever wrote the file. Please look at them."))
    if row.get("show_if"):
        made.notes.append(
            _("Its condition could not be carried over: everybody sees it now, and nobody has to answer.")
        )
        made.required = False
    return made


def _texts(value: Any) -> list[str]:
    return [part for part in value if isinstance(part, str)] if isinstance(value, list) else []


def _bounds(kind: str, row: dict[str, Any]) -> dict[str, Any]:
    """Limits that fit the type; others say nothing."""
    bounds: dict[str, Any] = {}
    if kind == "number":
        bounds = {key: row[key] for key in ("min", "max") if _is_number(row.get(key))}
        bounds |= {"unit": clean(row["unit"], 20)} if clean(row.get("unit"), 20) else {}
    elif kind in ("short_text", "long_text") and _is_count(row.get("min_length"), 300):
        bounds = {"min_length": row["min_length"]}
    elif kind == "repeat" and _is_count(row.get("rows_max"), MAX_ROWS):
        bounds = {"max_rows": row["rows_max"]}
    if kind in ("single_choice", "multi_choice") and row.get("other") is True:
        bounds["other"] = True
    return bounds


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= 1e12


def _is_count(value: Any, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= most
