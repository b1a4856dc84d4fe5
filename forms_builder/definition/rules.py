"""Conditions: a tree of all / any / not over "this earlier question has that answer"."""

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from .base import QuestionId, Strict
from .limits import MAX_RULE_PARTS

ANSWERED = ("answered", "not_answered")
COMPARISONS = ("lt", "lte", "gt", "gte")
OPERATORS: dict[str, tuple[str, ...]] = {
    "short_text": (*ANSWERED, "is", "is_not"),
    "long_text": ANSWERED,
    "number": (*ANSWERED, "is", "is_not", *COMPARISONS),
    "yes_no": (*ANSWERED, "is"),
    "single_choice": (*ANSWERED, "is", "is_not", "any_of", "none_of"),
    "multi_choice": (*ANSWERED, "any_of", "none_of", "all_of"),
    "date": (*ANSWERED, "before", "after"),
    "scale": (*ANSWERED, "is", "is_not", *COMPARISONS),
    "photo": ANSWERED,
    "file": ANSWERED,
    "address": ANSWERED,
    "consent": ANSWERED,
    "repeat": ANSWERED,
}

Operator = Literal[
    "answered", "not_answered", "is", "is_not", "any_of", "none_of", "all_of",
    "lt", "lte", "gt", "gte", "before", "after",
]  # fmt: skip


def _kind_of_rule(value: Any) -> str | None:
    if isinstance(value, dict):
        # Tags that are no property: pydantic puts them into its trails, where `q` would be taken for the key.
        return next((f"rule:{key}" for key in ("q", "all", "any", "not") if key in value), None)
    return None


class Answer(Strict):
    """One question has, or has not, a given answer."""

    q: QuestionId
    op: Operator
    value: str | float | bool | list[str] | None = None


class AllOf(Strict):
    """Every part holds."""

    all: Annotated[list["Rule"], Field(min_length=1, max_length=MAX_RULE_PARTS)]


class AnyOf(Strict):
    """At least one part holds."""

    any: Annotated[list["Rule"], Field(min_length=1, max_length=MAX_RULE_PARTS)]


class Not(Strict):
    """The part does not hold."""

    not_: Annotated["Rule", Field(alias="not")]


Rule = Annotated[
    Annotated[Answer, Tag("rule:q")]
    | Annotated[AllOf, Tag("rule:all")]
    | Annotated[AnyOf, Tag("rule:any")]
    | Annotated[Not, Tag("rule:not")],
    Discriminator(_kind_of_rule),
]

AllOf.model_rebuild()
AnyOf.model_rebuild()
Not.model_rebuild()
