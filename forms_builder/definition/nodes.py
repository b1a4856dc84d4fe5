"""Single nodes of a draft: which kind they are, which properties fit them, and whether there is room."""

from typing import Any

from .base import Strict
from .document import Check, Definition, Page
from .draft import (
    DraftCheck,
    DraftChoice,
    DraftField,
    DraftForm,
    DraftItem,
    DraftPage,
    Loose,
    MalformedDraft,
    check_part,
)  # fmt: skip
from .ids import FORM_ID, is_valid_id, new_id
from .items import ITEM_MODELS, LAYOUT_TYPES, MultiChoiceOption
from .limits import MAX_CHECKS, MAX_CHOICES, MAX_FIELDS, MAX_ITEMS_PER_PAGE, MAX_PAGES, MAX_QUESTIONS
from .walk import questions


class Refused(Exception):
    """The edit is well formed but does not fit the document as it is now."""

    def __init__(self, reason: str):
        self.reason = reason
        super().__init__(reason)


_DRAFTS: dict[str, type[Loose]] = {"p": DraftPage, "q": DraftItem, "c": DraftChoice, "k": DraftCheck}
_MODELS: dict[str, tuple[type[Strict], type[Loose]]] = {
    "p": (Page, DraftPage),
    "c": (MultiChoiceOption, DraftChoice),
    "k": (Check, DraftCheck),
}
_LISTS = {"items": "q", "fields": "q", "choices": "c"}


def kind_of(node: dict) -> str:
    """p, q, c or k."""
    return node["id"][0]


def fresh_node(op: dict) -> dict:
    """The node that an `add` or `restore` brings, with ids for whatever came without."""
    node = dict(op["value"])
    given = op.get("id") or node.get("id")
    kind = given[0] if given else _kind_by_shape(op, node)
    node["id"] = given or new_id(kind)
    if not is_valid_id(node["id"], kind) or kind not in _DRAFTS:
        raise MalformedDraft(path="id", reason="bad_id")
    _name_children(node)
    if kind == "p":
        node.setdefault("items", [])
    check_part(DraftField if kind == "q" and op.get("parent") else _DRAFTS[kind], node)
    return node


def _kind_by_shape(op: dict, node: dict) -> str:
    if "when" in node:
        return "k"
    if "type" in node:
        return "q"
    return "c" if op.get("parent") else "p"


def _name_children(node: dict) -> None:
    for slot, kind in _LISTS.items():
        if isinstance(node.get(slot), list):
            node[slot] = [{"id": new_id(kind), **child} for child in node[slot]]
            for child in node[slot]:
                _name_children(child)


def _model_of(node: dict) -> tuple[type[Strict], type[Loose], dict]:
    """The published model that says which properties fit, the draft model of their shape, and what that needs."""
    if "schema_version" in node:
        return Definition, DraftForm, {"schema_version": 1, "language": node["language"]}
    if "type" in node:
        return ITEM_MODELS[node["type"]], DraftItem, {"id": node["id"], "type": node["type"]}
    published, draft = _MODELS[kind_of(node)]
    return published, draft, {"id": node["id"]}


def props_of(item_type: str) -> set[str]:
    """The properties that a type of item has."""
    return set(ITEM_MODELS[item_type].model_fields)


def check_prop(node: dict, prop: str, value: Any) -> None:
    """Raise unless the property exists on that kind of node and the value has its shape."""
    published, draft, needed = _model_of(node)
    if prop not in published.model_fields:
        raise MalformedDraft(path=prop, reason="unknown_property")
    if value is not None:
        check_part(draft, {**needed, prop: value})


def check_translation(language: str, prop: str, value: str | None) -> None:
    """Raise unless it is a text in a language."""
    texts = {} if value is None else {prop: value}
    check_part(DraftForm, {"schema_version": 1, "language": language, "translations": {language: {FORM_ID: texts}}})


def room_for(document: dict, siblings: list, node: dict, *, is_new: bool = True) -> None:
    """Raise Refused when the list, or the form, is full."""
    kind = kind_of(node)
    most = {"p": MAX_PAGES, "q": MAX_ITEMS_PER_PAGE, "c": MAX_CHOICES, "k": MAX_CHECKS}[kind]
    is_field = kind == "q" and any(siblings is item.get("fields") for item in questions(document))
    if len(siblings) >= (MAX_FIELDS if is_field else most):
        raise Refused("limit")
    if is_new and not is_field:
        added = [node] if kind == "q" else node.get("items") or []
        room_for_questions(document, sum(item["type"] not in LAYOUT_TYPES for item in added))


def room_for_questions(document: dict, coming: int) -> None:
    """Raise Refused when so many more questions are too many."""
    if coming and sum(1 for _item in questions(document)) + coming > MAX_QUESTIONS:
        raise Refused("limit")
