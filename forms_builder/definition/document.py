"""The whole definition as it must be to be published."""

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from .base import CheckId, Help, PageId, Prose, QuestionId, Strict, Title
from .items import AnyItem, Label, OptionalLabel
from .limits import MAX_CHECKS, MAX_ITEMS_PER_PAGE, MAX_LANGUAGES, MAX_PAGES, MAX_PROSE
from .rules import Rule

Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[a-z0-9]{2,8}){0,2}$")]
NodeId = Annotated[str, StringConstraints(pattern=r"^(form|[pqck]_[a-z0-9_]{2,40})$")]
TextProp = Literal[
    "title", "intro", "thanks", "label", "help", "placeholder", "unit", "statement", "add_label",
    "min_label", "max_label", "message",
]  # fmt: skip
Translated = Annotated[str, StringConstraints(max_length=MAX_PROSE)]


class Page(Strict):
    id: PageId
    title: OptionalLabel | None = None
    intro: Help | None = None
    show_if: Rule | None = None
    private_note: Help | None = None
    items: Annotated[list[AnyItem], Field(min_length=1, max_length=MAX_ITEMS_PER_PAGE)]


class Check(Strict):
    """A sentence said when a rule holds: an error stops, a warning asks, `internal` tells only the giver."""

    id: CheckId
    when: Rule
    on: QuestionId
    level: Literal["error", "warning", "internal"] = "warning"
    message: Label


class Definition(Strict):
    """A form that can be published. Array order is the order; base-language text stands inline."""

    schema_version: Literal[1]
    title: Title
    intro: Prose | None = None
    thanks: Prose | None = None
    language: Language
    layout: Literal["pages", "single"] = "pages"
    translations: Annotated[
        dict[Language, dict[NodeId, dict[TextProp, Translated]]], Field(max_length=MAX_LANGUAGES)
    ] = {}
    pages: Annotated[list[Page], Field(min_length=1, max_length=MAX_PAGES)]
    checks: Annotated[list[Check], Field(max_length=MAX_CHECKS)] = []


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a publishable definition: published for others, and for testing the client."""
    return Definition.model_json_schema(by_alias=True)
