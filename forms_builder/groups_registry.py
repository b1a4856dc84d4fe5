"""Groups of questions that belong together, offered first in the palette. Higher apps register them in ready()."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from forms_builder import templates_registry
from forms_builder.definition.walk import ids_below


@dataclass(frozen=True)
class QuestionGroup:
    """What one tap inserts: items in the form's own language, and their texts in others by id."""

    key: str
    label: str | Promise
    items: list[dict[str, Any]]
    translations: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)
    icon: str = "list"


Make = Callable[[str], list[QuestionGroup]]
_sets: dict[str, Make] = {}


def register(*, slug: str, make: Make) -> None:
    """`make(language)` returns the groups worded for the template `slug`."""
    _sets[slug] = make


def groups_for(document: dict[str, Any]) -> list[QuestionGroup]:
    """The groups worded most like the form: of all sets the one that shares most ids with it, else the first."""
    own = set(ids_below(document))
    language = document.get("language", "zh-hant")
    from_templates = [(_shared(slug, own, language), make) for slug, make in _sets.items()]
    if not from_templates:
        return []
    _count, best = max(from_templates, key=lambda pair: pair[0])
    return best(language)


def _shared(slug: str, own: set[str], language: str) -> int:
    return len(own & set(ids_below(templates_registry.get(slug).definition(language))))
