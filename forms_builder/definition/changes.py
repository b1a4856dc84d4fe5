"""What changed between two definitions, in words: what a person would tell another."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _

from .items import CHOICE_TYPES
from .walk import items, places

_OWN = ("id", "type", "label", "title", "required", "choices", "fields", "items", "show_if", "help", "statement")


def changes(old: dict, new: dict) -> list[str]:
    """A sentence for each change, in the order of the form; empty when nothing that matters changed."""
    before = {place.node["id"]: place for place in places(old)}
    after = {place.node["id"]: place for place in places(new)}
    found = [*_form(old, new)]
    for page in new["pages"]:
        found += _page(before, page)
        for item in page["items"]:
            found += _item(before, after, page, item)
    found += [*_gone(old, after), *_checks(old, new), *_agreed_in_translation(old, new), *_translated(old, new)]
    return found


def _name(node: dict) -> str:
    words = node.get("label") or node.get("title") or node.get("help") or ""
    return words if len(words) <= 60 else f"{words[:59]}…"


def _form(old: dict, new: dict) -> Iterator[str]:
    if old.get("title") != new.get("title"):
        yield _("Renamed the form from “%(old)s” to “%(new)s”") % {"old": _name(old), "new": _name(new)}
    if old.get("intro") != new.get("intro"):
        yield _("Changed the words before the first question")
    if old.get("thanks") != new.get("thanks"):
        yield _("Changed the words after sending")


def _page(before: dict, page: dict) -> Iterator[str]:
    place = before.get(page["id"])
    if place is None:
        yield _("Added the page “%(name)s”") % {"name": _name(page)}
        return
    old = place.node
    if old.get("title") != page.get("title"):
        yield _("Renamed the page “%(old)s” to “%(new)s”") % {"old": _name(old), "new": _name(page)}
    if old.get("show_if") != page.get("show_if"):
        yield _("Changed when the page “%(name)s” is shown") % {"name": _name(page)}


def _item(before: dict, after: dict, page: dict, item: dict) -> Iterator[str]:
    place, words = before.get(item["id"]), {"name": _name(item)}
    if place is None:
        yield _("Added “%(name)s”") % words
        return
    old = place.node
    if old.get("label") != item.get("label"):
        yield _("Changed “%(old)s” to “%(new)s”") % {"old": _name(old), "new": _name(item)}
    if old.get("statement") != item.get("statement"):
        yield _statement(item, old.get("statement"), item.get("statement"))
    if old.get("help") != item.get("help"):
        yield _("Changed the explanation of “%(name)s”") % words
    if bool(old.get("required")) != bool(item.get("required")):
        yield (_("“%(name)s” is now required") if item.get("required") else _("“%(name)s” is now optional")) % words
    if old.get("show_if") != item.get("show_if"):
        yield _("Changed when “%(name)s” is shown") % words
    if _has_moved(place, after[item["id"]], before, after):
        yield _("Moved “%(name)s”") % words
    if item["type"] in CHOICE_TYPES:
        yield from _choices(old, item)
    if _settings(old) != _settings(item) or old.get("fields") != item.get("fields"):
        yield _("Changed the settings of “%(name)s”") % words


def _statement(item: dict, old: str | None, new: str | None) -> str:
    """In full: what somebody agreed to is proved by every word."""
    words = {"name": _name(item), "old": old or "", "new": new or ""}
    return _("“%(name)s”: what is agreed to was “%(old)s”, and is now “%(new)s”") % words


def _has_moved(was: Any, now: Any, before: dict, after: dict) -> bool:
    """Another page, or out of the longest order that those who stayed still have in common."""
    if was.parent_id != now.parent_id:
        return True
    old = [node["id"] for node in was.siblings if node["id"] in after and after[node["id"]].parent_id == now.parent_id]
    new = [
        node["id"] for node in now.siblings if node["id"] in before and before[node["id"]].parent_id == now.parent_id
    ]
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return not any(block.a <= old.index(was.node["id"]) < block.a + block.size for block in blocks)


def _choices(old: dict, new: dict) -> Iterator[str]:
    before = {choice["id"]: choice for choice in old.get("choices") or []}
    after = {choice["id"]: choice for choice in new.get("choices") or []}
    for key, choice in after.items():
        words = {"name": _name(new), "option": _name(choice)}
        if key not in before:
            yield _("Added the option “%(option)s” to “%(name)s”") % words
        elif before[key].get("label") != choice.get("label"):
            yield _("“%(name)s”: the option “%(old)s” is now “%(option)s”") % (words | {"old": _name(before[key])})
    for key, choice in before.items():
        if key not in after:
            yield _("Removed the option “%(option)s” from “%(name)s”") % {"name": _name(new), "option": _name(choice)}


def _settings(node: dict) -> dict:
    return {key: value for key, value in node.items() if key not in _OWN}


def _gone(old: dict, after: dict) -> Iterator[str]:
    for page in old["pages"]:
        if page["id"] not in after:
            yield _("Removed the page “%(name)s”") % {"name": _name(page)}
    for item in items(old):
        if item["id"] not in after:
            yield _("Removed “%(name)s”") % {"name": _name(item)}


def _checks(old: dict, new: dict) -> Iterator[str]:
    if (old.get("checks") or []) != (new.get("checks") or []):
        yield _("Changed the checks")


def _agreed_in_translation(old: dict, new: dict) -> Iterator[str]:
    """A statement that reads otherwise in another language, where both versions have it there."""
    for language, texts in (new.get("translations") or {}).items():
        before = (old.get("translations") or {}).get(language) or {}
        for item in items(new):
            was, now = (each.get(item["id"], {}).get("statement") for each in (before, texts))
            if item["type"] == "consent" and was and now and was != now:
                yield _statement(item, was, now)


def _translated(old: dict, new: dict) -> Iterator[str]:
    before, after = _texts(old), _texts(new)
    told = {key for key in before if key in after and key[2] == "statement"}
    if any(before.get(key) != after.get(key) for key in (before.keys() | after.keys()) - told):
        yield _("Changed translations")


def _texts(definition: dict) -> dict[tuple[str, str, str], str]:
    """{(language, id, property): text} of all translations."""
    return {
        (language, key, prop): text
        for language, texts in (definition.get("translations") or {}).items()
        for key, props in texts.items()
        for prop, text in props.items()
    }
