"""Writing a template once in both languages: every text is a pair (Chinese, English)."""

import copy
from typing import Any

Pair = tuple[str, str]
Node = dict[str, Any]


def question(bank: str, kind: str, label: Pair, **props: Any) -> Node:
    """A bank question: its id follows from its bank key, so forms and groups can point at it."""
    return {"id": id_of(bank), "type": kind, "label": label, "bank": bank, **props}


def field(name: str, kind: str, label: Pair, **props: Any) -> Node:
    """A question inside a repeat."""
    return {"id": f"q_{name}", "type": kind, "label": label, **props}


def choice(name: str, label: Pair, **props: Any) -> Node:
    return {"id": f"c_{name}", "label": label, **props}


def page(name: str, title: Pair, *items: Node, **props: Any) -> Node:
    return {"id": f"p_{name}", "title": title, "items": list(items), **props}


def id_of(bank: str) -> str:
    return f"q_{bank.replace('.', '_')}"


def when(bank: str, op: str, value: Any = None) -> Node:
    """A condition on a bank question."""
    return {"q": id_of(bank), "op": op} | ({} if value is None else {"value": value})


LANGUAGES = ("zh-hant", "en")


def document(
    title: Pair, intro: Pair, thanks: Pair, pages: list[Node], checks: list[Node], language: str = "zh-hant"
) -> Node:
    """The whole definition: one language inline, the other as the overlay."""
    written = {
        "schema_version": 1, "title": title, "intro": intro, "thanks": thanks, "layout": "pages", "pages": pages,
        "checks": checks,
    }  # fmt: skip
    own, other = ("en", "zh-hant") if language == "en" else LANGUAGES
    inline, overlay = split(written, own)
    return inline | {"language": own, "translations": {other: overlay}}


def split(node: Node, language: str = "zh-hant") -> tuple[Node, dict[str, dict[str, str]]]:
    """One node with its texts in one language inline, and those in the other, of everything in it, by id."""
    overlay: dict[str, dict[str, str]] = {}
    return _inline(node, LANGUAGES.index(language), overlay), overlay


def _inline(node: Node, own: int, overlay: dict[str, dict[str, str]]) -> Node:
    plain: Node = {}
    for prop, value in node.items():
        if isinstance(value, tuple):
            plain[prop] = value[own]
            overlay.setdefault(node.get("id", "form"), {})[prop] = value[1 - own]
        elif prop in ("pages", "items", "choices", "fields", "checks"):
            plain[prop] = [_inline(child, own, overlay) for child in value]
        else:
            plain[prop] = copy.deepcopy(value)
    return plain
