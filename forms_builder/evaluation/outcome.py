"""What an evaluation says: faults with stable codes, and everything that follows from the answers."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from petbuddy.errors import Invalid


class UnknownQuestions(Invalid):
    """Answers came for questions that this form does not have. `extra["ids"]` names them."""

    code = "unknown_questions"
    message = _("This form has changed. Please load the page again; your answers are kept.")


@dataclass(frozen=True)
class Fault:
    """One thing to mend: a code that never changes, and the numbers its sentence needs."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class PageProgress:
    """One visible page: how many of its questions are answered, and how many required ones are not."""

    id: str
    answered: int
    total: int
    missing: int


@dataclass(frozen=True)
class Progress:
    """The visible questions, how many are answered, how many required ones are not, and minutes left."""

    answered: int
    total: int
    missing: int
    minutes_left: int
    pages: tuple[PageProgress, ...] = ()


@dataclass(frozen=True)
class Evaluated:
    """Everything that follows from the answers.

    `visible`: ids of shown items in order. `pages`: ids of pages that show something. `answers`: normalised answers
    of visible questions only. `errors`, `warnings`: {question id, or "q_list.0.q_field" in a row: [Fault]}.
    `flags`: ids of internal checks that hold, for the giver alone.
    """

    visible: tuple[str, ...]
    pages: tuple[str, ...]
    answers: dict[str, Any]
    errors: dict[str, list[Fault]]
    warnings: dict[str, list[Fault]]
    flags: tuple[str, ...]
    progress: Progress

    @property
    def is_complete(self) -> bool:
        """Nothing stands in the way of sending."""
        return not self.errors
