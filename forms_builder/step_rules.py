"""What the script of one step must know of its form to show, hide and hint as the law will, and no more."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from . import evaluation
from .dates import bound
from .definition import public_projection

# What stands on the page in words, or never decides anything.
_SAID = {
    "label", "help", "placeholder", "statement", "add_label", "unit", "min_label", "max_label", "autocomplete",
    "bank", "private", "display", "image", "title", "intro",
}  # fmt: skip
_ELSEWHERE = {"id", "type", "show_if"}


def step_rules(
    definition: dict, answers: Mapping[str, Any], page_ids: Collection[str], *, language: str, today: date
) -> dict[str, Any]:
    """The questions of these pages with their rules, of the others what shows them; days that hang on today as dates.

    `read`: answers of the other pages as the law reads them, where that is not what was typed.
    """
    shown = settled(public_projection(definition, language), today)
    here = {item["id"] for page in shown["pages"] if page["id"] in page_ids for item in page["items"]}
    read = evaluation.readings(definition, answers, today)
    return {
        "definition": {
            "pages": [_page(page, here) for page in shown["pages"]],
            "checks": [check for check in shown["checks"] if check["on"] in here],
        },
        "read": {key: read.get(key) for key, raw in answers.items() if key not in here and read.get(key) != raw},
    }


def settled(node: Any, today: date) -> Any:
    """A definition, or a part of it, in which every day that hangs on today is a date."""
    if isinstance(node, list):
        return [settled(part, today) for part in node]
    if not isinstance(node, dict):
        return node
    whole = {key: settled(part, today) for key, part in node.items()}
    if node.get("type") == "date":
        return whole | {"min": bound(node.get("min"), today), "max": bound(node.get("max"), today)}
    return whole | {"value": bound(node.get("value"), today)} if node.get("op") in ("before", "after") else whole


def _page(page: dict, here: Collection[str]) -> dict:
    items = [
        _rules(item) if item["id"] in here else _only(item, _ELSEWHERE) | {"is_read": True} for item in page["items"]
    ]
    return _only(page, {"show_if"}) | {"items": items}


def _rules(node: dict) -> dict:
    kept = {key: value for key, value in node.items() if key not in _SAID and value is not None}
    return kept | {slot: [_rules(part) for part in node[slot]] for slot in ("choices", "fields") if slot in node}


def _only(node: dict, names: Collection[str]) -> dict:
    return {key: value for key, value in node.items() if key in names and value is not None}
