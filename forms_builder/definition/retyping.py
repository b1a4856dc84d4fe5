"""Changing what kind of question something is, without changing what an old answer meant."""

import copy
from collections.abc import Mapping
from typing import Any

from .draft import MalformedDraft
from .items import ITEM_MODELS, is_display_change
from .nodes import Refused, props_of


def retype(node: dict, new_type: Any, *, is_published: bool) -> list[dict]:
    """Give a draft item another type; what does not fit the new type is put aside in the undo.

    So is its bank key: what is asked in another way is the giver's own question, and answers to it say nothing else.
    """
    old_type = node["type"]
    if not isinstance(new_type, str) or new_type not in ITEM_MODELS:
        raise MalformedDraft(path="type", reason="unknown_type")
    if new_type == old_type:
        return []
    is_same_question = is_display_change(old_type, new_type)
    if is_published and not is_same_question:
        raise Refused("type_fixed")
    fitting = props_of(new_type) - (set() if is_same_question else {"bank"})
    left_over = [prop for prop in node if prop not in fitting]
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
    return was is None or node["type"] == was or is_display_change(was, node["type"])


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
