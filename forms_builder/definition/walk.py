"""Finding one's way in a definition (plain dicts, as stored)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .items import CHOICE_TYPES, LAYOUT_TYPES

# Where the children of each kind of node stand.
CHILDREN = ("pages", "checks", "items", "choices", "fields")


@dataclass(frozen=True)
class Place:
    """Where a node stands: in which list of which parent, and at what position."""

    node: dict
    siblings: list
    index: int
    parent_id: str
    slot: str

    @property
    def after(self) -> str | None:
        """The id just before it, None at the head of the list."""
        return self.siblings[self.index - 1]["id"] if self.index else None


def items(definition: dict) -> Iterator[dict]:
    """Every item of every page, in order."""
    for page in definition.get("pages") or []:
        yield from page.get("items") or []


def questions(definition: dict) -> Iterator[dict]:
    """Every item that can be answered, in order; the fields of a repeat stay inside it."""
    return (item for item in items(definition) if item.get("type") not in LAYOUT_TYPES)


def question(definition: dict, question_id: str) -> dict | None:
    """The question with that id, also a field inside a repeat."""
    for item in questions(definition):
        for candidate in (item, *(item.get("fields") or [])):
            if candidate.get("id") == question_id:
                return candidate
    return None


def banked(definition: dict) -> dict[str, dict]:
    """The questions that come from the bank, by their bank key."""
    return {item["bank"]: item for item in questions(definition) if item.get("bank")}


def choice_ids(item: dict) -> list[str]:
    return [choice["id"] for choice in item.get("choices") or []] if item.get("type") in CHOICE_TYPES else []


def places(node: dict, parent_id: str = "form") -> Iterator[Place]:
    """Every addressable node below `node`: pages, items, fields, choices, checks."""
    for slot in CHILDREN:
        siblings = node.get(slot)
        if isinstance(siblings, list):
            for index, child in enumerate(siblings):
                yield Place(child, siblings, index, parent_id, slot)
                yield from places(child, child.get("id", ""))


def find(document: dict, node_id: str) -> Place | None:
    """Where the node with that id stands, None when it is gone."""
    return next((place for place in places(document) if place.node.get("id") == node_id), None)


def ids_below(node: dict) -> list[str]:
    """The node's own id and those of everything inside it."""
    own = [node["id"]] if "id" in node else []
    return own + [place.node["id"] for place in places(node)]


def home_of_each(node: dict) -> dict[str, str]:
    """{id: what gives it its meaning}: the question of an option or of a row's field; "" for what stands by itself."""
    found = places(node, node.get("id", ""))
    return {place.node["id"]: place.parent_id if place.slot in ("choices", "fields") else "" for place in found}


def leaves(rule: Any) -> Iterator[dict]:
    """The single questions that a condition asks, wherever they stand in its tree."""
    if not isinstance(rule, dict):
        return
    if "q" in rule:
        yield rule
    for part in (*_list(rule.get("all")), *_list(rule.get("any")), *_list([rule.get("not")])):
        yield from leaves(part)


def _list(value: Any) -> list:
    return value if isinstance(value, list) else []
