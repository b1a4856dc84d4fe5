"""From the fields of a posted form to raw answers. What they mean is the evaluator's business.

Every question of the page gets an entry: None where nothing was answered, so an emptied field takes its answer back.
Names that the form does not have are not read.
"""

import re
from collections.abc import Mapping
from typing import Any

from accounts import places
from forms_builder.definition.items import LAYOUT_TYPES
from forms_builder.definition.limits import MAX_ROWS

OTHER = "other"


def read_page(items: list[dict], data: Any) -> dict[str, Any]:
    """{question id: raw answer or None} of a page's items; `data` is a QueryDict."""
    asked = [item for item in items if item["type"] not in LAYOUT_TYPES]
    return {item["id"]: read_question(item, data, item["id"]) for item in asked}


def read_question(item: dict, data: Any, key: str) -> Any:
    return _READERS.get(item["type"], _text)(item, data, key)


def _text(item: dict, data: Any, key: str) -> str | None:
    return data.get(key) or None


def _yes_no(item: dict, data: Any, key: str) -> bool | None:
    return {"yes": True, "no": False}.get(data.get(key, ""))


def _single_choice(item: dict, data: Any, key: str) -> Any:
    chosen = data.get(key) or None
    return _own_words(data, key) if chosen == OTHER and item.get("other") else chosen


def _multi_choice(item: dict, data: Any, key: str) -> list | None:
    chosen: list[Any] = [part for part in data.getlist(key) if part and part != OTHER]
    if item.get("other") and OTHER in data.getlist(key):
        chosen.append(_own_words(data, key))
    return chosen or None


def _own_words(data: Any, key: str) -> dict:
    return {"other": data.get(f"{key}.other", "")}


def _scale(item: dict, data: Any, key: str) -> Any:
    value = data.get(key) or None
    return int(value) if value and re.fullmatch(r"[0-9]{1,2}", value) else value


def _files(item: dict, data: Any, key: str) -> list | None:
    """The uploads that stay: those listed, but for the ones marked to go."""
    gone = data.getlist(f"{key}.remove")
    return [uid for uid in data.getlist(key) if uid and uid not in gone] or None


def _address(item: dict, data: Any, key: str) -> dict | None:
    """The list of districts names the county too, so one choice is enough without scripts."""
    district = data.get(f"{key}.district", "")
    county = next((code for code, _name, rows in places.counties() if district in dict(rows)), "")
    given = {"county": county, "district": district if county else "", "street": data.get(f"{key}.street", "")}
    return {name: value for name, value in given.items() if value.strip()} or None


def _consent(item: dict, data: Any, key: str) -> Any:
    return _text(item, data, key) if item.get("typed") else (True if data.get(key) else None)


def _repeat(item: dict, data: Any, key: str) -> list | None:
    """Rows in the order of their numbers, but for blank ones and the one whose remove button was pressed."""
    keys = [f"{key}.{number}" for number in _row_numbers(data, key)[:MAX_ROWS]]
    rows = [_row(item, data, row_key) for row_key in keys if row_key != data.get("drop")]
    return [row for row in rows if row] or None


def _row(item: dict, data: Any, key: str) -> dict:
    answers = {field["id"]: read_question(field, data, f"{key}.{field['id']}") for field in item["fields"]}
    return {name: answer for name, answer in answers.items() if answer is not None}


def _row_numbers(data: Mapping, key: str) -> list[int]:
    pattern = re.compile(re.escape(key) + r"\.([0-9]{1,3})\.")
    return sorted({int(found[1]) for name in data if (found := pattern.match(name))})


_READERS = {
    "yes_no": _yes_no, "single_choice": _single_choice, "multi_choice": _multi_choice, "scale": _scale,
    "photo": _files, "file": _files, "address": _address, "consent": _consent, "repeat": _repeat,
}  # fmt: skip
