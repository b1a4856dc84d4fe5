"""What the person who fills in the form gets to see, in her language."""

from typing import Any

_PRIVATE = ("score", "private_note")


def languages(definition: dict) -> list[str]:
    """The languages in which the form can be read, its own first."""
    own = definition["language"]
    return [own, *(code for code in definition.get("translations") or {} if code != own)]


def public_projection(definition: dict, language: str) -> dict[str, Any]:
    """The definition with texts in one language; scores, private notes and internal checks are gone.

    A text that is not translated stays in the form's own language. `languages` lists what there is.
    """
    texts = (definition.get("translations") or {}).get(language, {})
    shown = {key: value for key, value in definition.items() if key not in ("translations", "pages", "checks")}
    shown |= _texts(texts, "form", definition)
    shown["language"] = language if language in languages(definition) else definition["language"]
    shown["languages"] = languages(definition)
    shown["pages"] = [_node(page, texts) for page in definition["pages"]]
    shown["checks"] = [
        _node(check, texts) for check in definition.get("checks") or [] if check.get("level", "warning") != "internal"
    ]
    return shown


def without_private(definition: dict) -> dict[str, Any]:
    """The definition in all its languages, to be built upon by somebody who reads no more of it than applicants do."""
    shown = public_projection(definition, definition["language"])
    del shown["languages"]
    return shown | {key: definition[key] for key in ("translations",) if key in definition}


def _node(node: dict, texts: dict) -> dict:
    shown = {key: value for key, value in node.items() if key not in _PRIVATE}
    shown |= _texts(texts, node["id"], node)
    for slot in ("items", "choices", "fields"):
        if isinstance(node.get(slot), list):
            shown[slot] = [_node(child, texts) for child in node[slot]]
    return shown


def _texts(texts: dict, node_id: str, node: dict) -> dict:
    """An overlay never adds a text that the form itself does not have, and an empty one is no translation."""
    return {prop: text for prop, text in texts.get(node_id, {}).items() if text and node.get(prop)}
