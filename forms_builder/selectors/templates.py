"""Reading a person's own templates."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from forms_builder.definition import questions
from forms_builder.groups_registry import QuestionGroup
from forms_builder.models import Template

IN_PALETTE = 12  # a longer palette is none


@dataclass(frozen=True)
class OwnTemplate:
    """A template on the shelf: how much is asked in it, and on how many pages."""

    template: Template
    question_count: int
    page_count: int

    @classmethod
    def of(cls, row: Template) -> "OwnTemplate":
        return cls(row, sum(1 for _item in questions(row.definition)), len(row.definition["pages"]))


def own(user: Any) -> QuerySet[Template]:
    return Template.objects.filter(owner=user)


def templates_of(user: Any) -> list[OwnTemplate]:
    """By name: one query."""
    return [OwnTemplate.of(row) for row in own(user).order_by("title", "pk")]


def groups_of(user: Any) -> list[QuestionGroup]:
    """Own templates of one page, for the palette: one tap adds their questions to a form."""
    kept = [own.template for own in templates_of(user) if own.page_count == 1][:IN_PALETTE]
    return [
        QuestionGroup(
            row.slug,
            row.title,
            row.definition["pages"][0]["items"],
            row.definition.get("translations") or {},
            icon="bookmark",
        )
        for row in kept
    ]
