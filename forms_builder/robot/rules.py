"""The conditions of a draft, made safe to ask: a draft may hold anything."""

from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter, ValidationError

from forms_builder.definition.rules import Rule
from forms_builder.definition.walk import leaves

_RULE: TypeAdapter[Any] = TypeAdapter(Rule)
NEVER: dict[str, list] = {"any": []}


def sound(rule: Any) -> dict | None:
    """The rule, or one that never holds where it cannot be read; None where there is none."""
    if rule is None:
        return None
    try:
        _RULE.validate_python(rule)
    except ValidationError:
        return NEVER
    return rule


def sound_form(definition: dict) -> dict:
    """A copy of the draft whose every condition can be asked."""
    pages = [
        {**page, "show_if": sound(page.get("show_if")), "items": [_sound_item(item) for item in page["items"]]}
        for page in definition["pages"]
    ]
    checks = [{**check, "when": sound(check.get("when")) or NEVER} for check in definition.get("checks") or []]
    return {**definition, "pages": pages, "checks": checks}


def _sound_item(item: dict) -> dict:
    return {**item, "show_if": sound(item.get("show_if")), "required_if": sound(item.get("required_if"))}


def asked_of(definition: dict) -> dict[str, list[dict]]:
    """For each question that decides something, every leaf that asks about it."""
    found: dict[str, list[dict]] = {}
    for rule in _rules(definition):
        for leaf in leaves(rule):
            found.setdefault(leaf["q"], []).append(leaf)
    return found


def _rules(definition: dict) -> Iterator[dict | None]:
    for page in definition["pages"]:
        yield page.get("show_if")
        for item in page["items"]:
            yield item.get("show_if")
            yield item.get("required_if")
    for check in definition.get("checks") or []:
        yield check.get("when")


def asked_from(definition: dict) -> list[set[str]]:
    """For each item in order, the questions whose answer still matters at it or behind it."""
    later: set[str] = {leaf["q"] for check in definition.get("checks") or [] for leaf in leaves(check["when"])}
    needed: list[set[str]] = []
    for page in reversed(definition["pages"]):
        of_page = {leaf["q"] for leaf in leaves(page.get("show_if"))}
        for item in reversed(page["items"]):
            later = later | {leaf["q"] for rule in ("show_if", "required_if") for leaf in leaves(item.get(rule))}
            needed.append(later | of_page)
        later = later | of_page
    return needed[::-1]
