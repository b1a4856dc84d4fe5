"""Changing what kind of question something is, without changing what an old answer meant."""

import copy
from collections.abc import Mapping
from typing import Any

from .draft import MalformedDraft
from .items import DISPLAY_CHANGES, ITEM_MODELS
from .nodes import Refused, props_of


def retype(node: dict, new_type: Any, *, is_published: bool) -> list[dict]:
    """Give a draft item another type; what does not fit the new type is put aside in the undo."""
    old_type = node["type"]
    if not isinstance(new_type, str) or new_type not in ITEM_MODELS:
        raise MalformedDraft(path="type", reason="unknown_type")
    if new_type == old_type:
        return []
    if is_published and not _is_display_only(old_type, new_type):
        raise Refused("type_fixed")
    left_over = [prop for prop in node if prop not in props_of(new_type)]
    undo: list[dict] = [{"op": "set", "id": node["id"], "prop": "type", "value": old_type}]
    for prop in left_over:
        value = node.pop(prop)
        if prop in ("choices", "fields"):
            undo += _restored(node["id"], value)
        else:
            undo.append({"op": "set", "id": node["id"], "prop": prop, "value": copy.deepcopy(value)})
    node["type"] = new_type
    return undo


def keeps_type(node: dict, published: Mapping[str, str]) -> bool:
    """May the node stand under its id: what may have answers comes back as the question that was answered?"""
    was = published.get(node["id"])
    return was is None or node["type"] == was or _is_display_only(was, node["type"])


def _is_display_only(old_type: str, new_type: str) -> bool:
    return any({old_type, new_type} <= group for group in DISPLAY_CHANGES)


def _restored(parent: str, children: list[dict]) -> list[dict]:
    """The inverse of losing a list: each child comes back behind the one before it."""
    after = None
    undo = []
    for child in children:
        undo.append(
            {"op": "restore", "id": child["id"], "parent": parent, "after": after, "value": copy.deepcopy(child)}
        )
        after = child["id"]
    return undo
