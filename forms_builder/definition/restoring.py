"""Going back to an earlier definition as edits like any other, so that it can be undone."""

from typing import Any

from .ids import FORM_ID
from .operations import canonical
from .walk import ids_below

_OWN_WORDS = ("title", "intro", "thanks", "layout")
Op = dict[str, Any]


def ops_to(old: dict, new: dict) -> list[Op]:
    """The operations that turn one definition into another; ids stay. None when they are the same."""
    old, new = canonical(old), canonical(new)
    if old == new:
        return []
    ops: list[Op] = []
    if old["language"] != new["language"]:
        ops.append({"op": "set", "id": FORM_ID, "prop": "language", "value": new["language"]})
    ops += [{"op": "remove", "id": node["id"]} for node in (*(old.get("checks") or []), *old["pages"])]
    ops += _restored(new, new["pages"])
    ops += _restored(new, new.get("checks") or [])
    ops += [
        {"op": "set", "id": FORM_ID, "prop": prop, "value": new.get(prop)}
        for prop in _OWN_WORDS
        if old.get(prop) != new.get(prop)
    ]
    return ops + _own_texts(old, new)


def _restored(definition: dict, nodes: list[dict]) -> list[Op]:
    ops = []
    after = None
    for node in nodes:
        op: Op = {"op": "restore", "id": node["id"], "after": after, "value": node}
        texts = {
            language: kept
            for language, every in (definition.get("translations") or {}).items()
            if (kept := {key: every[key] for key in ids_below(node) if key in every})
        }
        ops.append(op | ({"translations": texts} if texts else {}))
        after = node["id"]
    return ops


def _own_texts(old: dict, new: dict) -> list[Op]:
    before = {code: nodes.get(FORM_ID, {}) for code, nodes in (old.get("translations") or {}).items()}
    after = {code: nodes.get(FORM_ID, {}) for code, nodes in (new.get("translations") or {}).items()}
    return [
        {"op": "set", "id": FORM_ID, "prop": prop, "value": after.get(code, {}).get(prop), "language": code}
        for code in sorted({*before, *after})
        for prop in sorted({*before.get(code, {}), *after.get(code, {})})
        if before.get(code, {}).get(prop) != after.get(code, {}).get(prop)
    ]
