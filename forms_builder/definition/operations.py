"""Editing a draft: small operations against ids, so that two people's edits merge and each can be undone.

An operation: `{"op": …, "id": …, "after": …, "page": …, "parent": …, "prop": …, "value": …, "language": …}`
- add      a page, item (`page`), choice or field (`parent`: its question) or check, after the sibling `after`
           (null: first). The client suggests the id (`q_` + random), so that it can go on offline; without one the
           server makes it.
- set      `prop` of the node `id` (`form` for title, intro, thanks, …); null removes it; `language` sets a translation.
- move     the node after a sibling; an item may change page. Saying *after which* lets concurrent moves merge.
- remove   the node with all that is in it. Conditions that point at it stay, and hold again once it is restored.
- restore  what a removal took away: the inverse of `remove`.

What somebody else made impossible is skipped and handed back; what is no operation at all is refused.
"""

import copy
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from petbuddy.errors import Invalid

from .draft import check_depth, check_shape
from .ids import FORM_ID
from .items import LAYOUT_TYPES
from .nodes import Refused, check_prop, check_translation, fresh_node, kind_of, room_for, room_for_questions
from .retyping import keeps_type, retype
from .walk import Place, find, home_of_each, ids_below, places

STRUCTURE = ("id", "pages", "items", "choices", "fields", "checks", "translations", "schema_version")


class InvalidOperation(Invalid):
    """An edit that no editor of ours makes. `extra["index"]` says which of those sent."""

    code = "invalid_operation"
    message = _("This edit cannot be read. Please load the page again.")


@dataclass(frozen=True)
class Skipped:
    """An edit that no longer fits, to be offered back.

    `reason`: gone (its node), page_gone, exists (the id is in use: often the same edit sent twice),
    limit, type_fixed (answers exist under the old type, or in the rows or the question where it stood).
    """

    index: int
    op: dict[str, Any]
    reason: str


@dataclass(frozen=True)
class Applied:
    """The new document, the operations that undo what was done (in order), and what was skipped.

    `done`: the operations as they were applied, with the ids that the server made.
    """

    document: dict[str, Any]
    inverse: list[dict[str, Any]]
    skipped: list[Skipped]
    done: list[dict[str, Any]]


def apply(
    document: dict,
    ops: Iterable[dict],
    *,
    retired: Collection[str] = (),
    published: Mapping[str, str] | None = None,
    homes: Mapping[str, Collection[str]] | None = None,
) -> Applied:
    """Apply edits to a copy of the draft.

    `retired`: ids that earlier versions used, never given again by `add`. `published`: {question: type} of those that
    may have answers, whose type only changes in ways that keep those readable. `homes`: {id: where versions had it}
    as `walk.home_of_each` names it; nothing comes back in another one.
    """
    ops = list(ops)
    check_depth(ops)
    edit = _Edit(canonical(document), frozenset(retired), published or {}, homes or {})
    inverse: list[dict] = []
    skipped: list[Skipped] = []
    done: list[dict] = []
    for index, op in enumerate(ops):
        try:
            op = copy.deepcopy(op)
            undo = edit.apply(op)
        except Refused as refused:
            skipped.append(Skipped(index, op, refused.reason))
        except (Invalid, KeyError, TypeError, AttributeError) as error:
            raise InvalidOperation(index=index, reason=getattr(error, "extra", {})) from error
        else:
            inverse[:0] = undo
            done.append(op)
    result = canonical(edit.document)
    check_shape(result)
    return Applied(result, inverse, skipped, done)


def canonical(document: dict) -> dict:
    """A copy without properties that are null and overlays that are empty: one way to write each draft."""
    kept = _without_nulls(document)
    texts = {language: {key: props for key, props in nodes.items() if props}
             for language, nodes in kept.get("translations", {}).items()}  # fmt: skip
    texts = {language: nodes for language, nodes in texts.items() if nodes}
    if texts:
        kept["translations"] = texts
    else:
        kept.pop("translations", None)
    for page in kept.setdefault("pages", []):
        page.setdefault("items", [])
    return kept


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: copy.deepcopy(part) if key in ("show_if", "required_if", "when") else _without_nulls(part)
            for key, part in value.items()
            if part is not None and not (part == [] and key in ("checks", "choices", "fields"))
        }
    return [_without_nulls(part) for part in value] if isinstance(value, list) else value


class _Edit:
    """One document being edited in place; each method returns the operations that undo it."""

    def __init__(
        self,
        document: dict,
        retired: frozenset[str],
        published: Mapping[str, str],
        homes: Mapping[str, Collection[str]],
    ):
        self.document, self.retired, self.published, self.homes = document, retired, published, homes
        self.verbs: dict[str, Callable[[dict], list[dict]]] = {
            "add": self.add, "set": self.set, "move": self.move, "remove": self.remove, "restore": self.restore,
        }  # fmt: skip

    def apply(self, op: dict) -> list[dict]:
        return self.verbs[op["op"]](op)

    def add(self, op: dict) -> list[dict]:
        node = fresh_node(op)
        op["id"], op["value"] = node["id"], copy.deepcopy(node)
        return self._insert(op, node, forbidden=self.retired)

    def restore(self, op: dict) -> list[dict]:
        """Put back what a removal took: the same ids, its texts in other languages too."""
        node = fresh_node(op)
        if not all(keeps_type(part, self.published) for part in (node, *(place.node for place in places(node)))):
            raise Refused("type_fixed")
        homes = {node["id"]: op.get("parent") or "", **home_of_each(node)}
        if any(home not in self.homes.get(key, (home,)) for key, home in homes.items()):
            raise Refused("type_fixed")
        undo = self._insert(op, node, forbidden=frozenset())
        known = ids_below(node)
        for language, nodes in (op.get("translations") or {}).items():
            for node_id, props in nodes.items():
                for prop, text in props.items() if node_id in known else ():
                    check_translation(language, prop, text)
                    self._texts(language, node_id)[prop] = text
        return undo

    def _insert(self, op: dict, node: dict, *, forbidden: frozenset[str]) -> list[dict]:
        new_ids = ids_below(node)
        if len(set(new_ids)) < len(new_ids) or any(key in forbidden or find(self.document, key) for key in new_ids):
            raise Refused("exists")
        siblings = self._siblings_for(op, kind_of(node))
        room_for(self.document, siblings, node)
        siblings.insert(self._position(siblings, op.get("after")), node)
        return [{"op": "remove", "id": node["id"]}]

    def _siblings_for(self, op: dict, kind: str) -> list:
        """The list that a new node joins. An item whose neighbor moved to another page follows it there."""
        if kind in ("p", "k"):
            return self.document.setdefault("pages" if kind == "p" else "checks", [])
        after = find(self.document, op["after"]) if op.get("after") else None
        if op.get("parent"):
            return self._children_of(op["parent"], "choices" if kind == "c" else "fields")
        if kind == "c":
            raise KeyError("parent")
        if after and after.slot == "items":
            return after.siblings
        page = find(self.document, op["page"])
        if page is None or page.slot != "pages":
            raise Refused("page_gone")
        return page.node.setdefault("items", [])

    def _children_of(self, parent_id: str, slot: str) -> list:
        parent = find(self.document, parent_id)
        if parent is None:
            raise Refused("gone")
        return parent.node.setdefault(slot, [])

    @staticmethod
    def _position(siblings: list, after: str | None) -> int:
        """Just behind the named neighbor; at the end when it has gone."""
        if after is None:
            return 0
        ids = [sibling["id"] for sibling in siblings]
        return ids.index(after) + 1 if after in ids else len(ids)

    def _place(self, node_id: str) -> Place:
        place = find(self.document, node_id)
        if place is None:
            raise Refused("gone")
        return place

    def set(self, op: dict) -> list[dict]:
        node_id, prop, value = op["id"], op["prop"], op.get("value")
        node = self.document if node_id == FORM_ID else self._place(node_id).node
        language = op.get("language")
        if language and language != self.document["language"]:
            return self._translate(node_id, prop, value, language)
        if prop in STRUCTURE:
            raise KeyError(prop)
        if prop == "type":
            return self._retype(node, value)
        check_prop(node, prop, value)
        undo = {"op": "set", "id": node_id, "prop": prop, "value": copy.deepcopy(node.get(prop))}
        if value is None:
            node.pop(prop, None)
        else:
            node[prop] = value
        return [undo]

    def _retype(self, node: dict, new_type: Any) -> list[dict]:
        before = ids_below(node)
        if node["type"] in LAYOUT_TYPES and new_type not in LAYOUT_TYPES:
            room_for_questions(self.document, 1)
        undo = retype(node, new_type, is_published=node["id"] in self.published)
        texts = self._take_texts([key for key in before if key not in ids_below(node)])
        return undo + [
            {"op": "set", "id": key, "prop": prop, "value": text, "language": language}
            for language, nodes in texts.items()
            for key, props in nodes.items()
            for prop, text in props.items()
        ]

    def _translate(self, node_id: str, prop: str, value: str | None, language: str) -> list[dict]:
        check_translation(language, prop, value)
        texts = self._texts(language, node_id)
        undo = {"op": "set", "id": node_id, "prop": prop, "value": texts.get(prop), "language": language}
        if value is None:
            texts.pop(prop, None)
        else:
            texts[prop] = value
        return [undo]

    def _texts(self, language: str, node_id: str) -> dict:
        return self.document.setdefault("translations", {}).setdefault(language, {}).setdefault(node_id, {})

    def move(self, op: dict) -> list[dict]:
        place = self._place(op["id"])
        undo = {"op": "move", "id": op["id"], "after": place.after}
        if place.slot == "items":
            undo["page"] = place.parent_id
        if op.get("after") == op["id"]:
            return []
        target = self._siblings_for({"page": place.parent_id, **op}, "q") if place.slot == "items" else place.siblings
        if target is not place.siblings:
            room_for(self.document, target, place.node, is_new=False)
        del place.siblings[place.index]
        target.insert(self._position(target, op.get("after")), place.node)
        return [undo]

    def remove(self, op: dict) -> list[dict]:
        place = self._place(op["id"])
        undo = {"op": "restore", "id": op["id"], "after": place.after, "value": copy.deepcopy(place.node)}
        if place.slot == "items":
            undo["page"] = place.parent_id
        elif place.slot in ("choices", "fields"):
            undo["parent"] = place.parent_id
        texts = self._take_texts(ids_below(place.node))
        if texts:
            undo["translations"] = texts
        del place.siblings[place.index]
        return [undo]

    def _take_texts(self, ids: list[str]) -> dict:
        taken = {
            language: {key: nodes.pop(key) for key in ids if nodes.get(key)}
            for language, nodes in self.document.get("translations", {}).items()
        }
        return {language: nodes for language, nodes in taken.items() if nodes}
