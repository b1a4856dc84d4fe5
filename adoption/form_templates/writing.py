"""Writing a template once in both languages: every text is a pair (Chinese, English)."""

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


def document(title: Pair, intro: Pair, thanks: Pair, pages: list[Node], checks: list[Node]) -> Node:
    """The whole definition: Chinese inline, English as the overlay."""
    written = {
        "schema_version": 1, "title": title, "intro": intro, "thanks": thanks, "language": "zh-hant",
        "layout": "pages", "pages": pages, "checks": checks,
    }  # fmt: skip
    chinese, english = split(written)
    return chinese | {"translations": {"en": english}}


def split(node: Node) -> tuple[Node, dict[str, dict[str, str]]]:
    """One node with its Chinese inline, and the English texts of everything in it by id."""
    english: dict[str, dict[str, str]] = {}
    return _chinese(node, english), english


def _chinese(node: Node, english: dict[str, dict[str, str]]) -> Node:
    plain: Node = {}
    for prop, value in node.items():
        if isinstance(value, tuple):
            plain[prop], english.setdefault(node.get("id", "form"), {})[prop] = value
        elif prop in ("pages", "items", "choices", "fields", "checks"):
            plain[prop] = [_chinese(child, english) for child in value]
        else:
            plain[prop] = value
    return plain
