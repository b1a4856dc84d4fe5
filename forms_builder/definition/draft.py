"""The draft: shape and size only. An empty label, one choice, a dangling condition are saved like anything else."""

import json
from typing import Annotated, Any, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from petbuddy.errors import Invalid, TooLarge

from .base import CheckId, ChoiceId, PageId, QuestionId
from .document import Language, NodeId, TextProp
from .ids import FORM_ID
from .limits import (
    MAX_BYTES,
    MAX_CHECKS,
    MAX_CHOICES,
    MAX_DEPTH,
    MAX_DRAFT_TEXT,
    MAX_FIELDS,
    MAX_ITEMS_PER_PAGE,
    MAX_LANGUAGES,
    MAX_PAGES,
    MAX_QUESTIONS,
    SCHEMA_VERSION,
)  # fmt: skip
from .walk import places, questions


class MalformedDraft(Invalid):
    """Not a form at all: wrong types, unknown properties, or too many of something. `extra["path"]` says where."""

    code = "malformed_draft"
    message = _("This form cannot be read. Please load the page again.")


class DraftTooLarge(TooLarge):
    code = "form_too_large"
    message = _("This form has become too large. Please remove some questions or texts.")


class Loose(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)


Text = Annotated[str, StringConstraints(max_length=MAX_DRAFT_TEXT)]
Word = Annotated[str, StringConstraints(max_length=60)]
# What stands in the tree is publishing's business; `check_shape` bounds its depth.
LooseRule = dict[str, Any]


class DraftChoice(Loose):
    id: ChoiceId
    label: Text | None = None
    score: float | None = None
    image: Word | None = None
    exclusive: bool | None = None


class DraftField(Loose):
    """Any property of any type: which ones fit is publishing's business."""

    id: QuestionId
    type: Literal["short_text", "long_text", "number", "yes_no", "single_choice", "date"]
    label: Text | None = None
    help: Text | None = None
    placeholder: Text | None = None
    unit: Text | None = None
    private_note: Text | None = None
    required: bool | None = None
    private: bool | None = None
    integer: bool | None = None
    other: bool | None = None
    show_if: LooseRule | None = None
    required_if: LooseRule | None = None
    bank: Word | None = None
    autocomplete: Word | None = None
    format: Word | None = None
    display: Word | None = None
    min: float | Word | None = None
    max: float | Word | None = None
    min_length: float | None = None
    max_length: float | None = None
    choices: Annotated[list[DraftChoice], Field(max_length=MAX_CHOICES)] | None = None


class DraftItem(DraftField):
    type: Literal[  # type: ignore[assignment]
        "short_text", "long_text", "number", "yes_no", "single_choice", "multi_choice", "date", "scale", "photo",
        "file", "address", "consent", "repeat", "heading", "note",
    ]  # fmt: skip
    statement: Text | None = None
    add_label: Text | None = None
    min_label: Text | None = None
    max_label: Text | None = None
    typed: bool | None = None
    detail: Word | None = None
    accept: Annotated[list[Word], Field(max_length=5)] | None = None
    min_selected: float | None = None
    max_selected: float | None = None
    min_files: float | None = None
    max_files: float | None = None
    max_mb: float | None = None
    min_pixels: float | None = None
    min_rows: float | None = None
    max_rows: float | None = None
    fields: Annotated[list[DraftField], Field(max_length=MAX_FIELDS)] | None = None


class DraftPage(Loose):
    id: PageId
    title: Text | None = None
    intro: Text | None = None
    show_if: LooseRule | None = None
    private_note: Text | None = None
    items: Annotated[list[DraftItem], Field(max_length=MAX_ITEMS_PER_PAGE)] = []


class DraftCheck(Loose):
    id: CheckId
    when: LooseRule | None = None
    on: Word | None = None
    level: Word | None = None
    message: Text | None = None


class DraftForm(Loose):
    schema_version: Literal[1]
    title: Text | None = None
    intro: Text | None = None
    thanks: Text | None = None
    language: Language
    layout: Word | None = None
    translations: Annotated[dict[Language, dict[NodeId, dict[TextProp, Text]]], Field(max_length=MAX_LANGUAGES)] = {}
    pages: Annotated[list[DraftPage], Field(max_length=MAX_PAGES)] = []
    checks: Annotated[list[DraftCheck], Field(max_length=MAX_CHECKS)] = []


def blank_draft(language: str, title: str = "") -> dict:
    """An empty form: what a draft is before its first question."""
    return {"schema_version": SCHEMA_VERSION, "title": title, "language": language, "pages": []}


def without_strays(document: dict) -> dict:
    """A copy without translations of what is not in the form: no editor could ever reach them."""
    known = {FORM_ID, *(place.node["id"] for place in places(document))}
    texts = {
        language: {key: props for key, props in nodes.items() if key in known}
        for language, nodes in document.get("translations", {}).items()
    }
    return {**document, "translations": texts} if texts else document


def check_shape(document: Any) -> None:
    """Raise unless the document can be kept as a draft: right types, known properties, unique ids, not too large."""
    check_depth(document)
    _check_size(document)
    check_part(DraftForm, document)
    if sum(1 for _item in questions(document)) > MAX_QUESTIONS:
        raise MalformedDraft(path="pages", reason="too_many_questions")
    seen: set[str] = set()
    for place in places(document):
        if place.node["id"] in seen:
            raise MalformedDraft(path=place.node["id"], reason="duplicate_id")
        seen.add(place.node["id"])


def check_part(model: type[Loose], value: Any) -> None:
    """Raise unless one part of a draft has its shape."""
    try:
        model.model_validate(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        raise MalformedDraft(path=".".join(map(str, first["loc"])), reason=first["type"]) from error


def check_depth(value: Any) -> None:
    """Raise for what is nested too deeply; level by level, so that a hostile depth cannot exhaust the stack."""
    level = [value]
    for _depth in range(MAX_DEPTH):
        level = [
            child
            for node in level
            if isinstance(node, dict | list)
            for child in (node.values() if isinstance(node, dict) else node)
        ]
        if not level:
            return
    raise MalformedDraft(path="", reason="too_deep")


def _check_size(document: Any) -> None:
    try:
        size = len(json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode())
    except (TypeError, ValueError) as error:  # NaN, lone surrogates, things that are no JSON
        raise MalformedDraft(path="", reason="not_json") from error
    if size > MAX_BYTES:
        raise DraftTooLarge
