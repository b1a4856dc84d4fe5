"""One problem that keeps a form from being published, and the sentence that says so."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Problem:
    """`path` leads to it (`pages.0.items.2.label`), `item_id` and `prop` to the field to focus.

    `fix`: operations that would mend it, offered and never done unasked.
    """

    path: str
    item_id: str | None
    code: str
    message: str | Promise
    prop: str = ""
    fix: list[dict[str, Any]] = field(default_factory=list)


SENTENCES = {
    "blank": _("This text is still empty"),
    "too_long": _("This text is too long; at most {limit} characters"),
    "too_many": _("There are too many; at most {limit}"),
    "unknown_property": _("This setting does not belong to this type of question"),
    "unknown_type": _("This type of question does not exist"),
    "bad_value": _("This setting cannot be used"),
    "out_of_range": _("This number is outside what is possible"),
    "no_pages": _("The form has no page yet"),
    "empty_page": _("This page has no question yet"),
    "no_questions": _("The form has no question yet"),
    "too_many_questions": _("The form has too many questions; at most {limit}"),
    "too_few_choices": _("Give at least two options"),
    "no_fields": _("Give at least one question to repeat"),
    "duplicate_id": _("Two parts of the form have the same id"),
    "duplicate_choice": _("Two options have the same words"),
    "duplicate_bank": _("This question from the bank is in the form twice"),
    "min_over_max": _("The smallest value is larger than the largest"),
    "too_few_to_select": _("There are fewer options than must be chosen"),
    "bad_date": _("There is no such day"),
    "untranslatable": _("This translation belongs to nothing in the form"),
    "bad_rule": _("This condition cannot be read"),
    "empty_rule": _("This condition has no part yet"),
    "rule_too_deep": _("This condition is nested too deeply"),
    "rule_gone": _("The question that this condition depends on is gone; mend it to publish"),
    "rule_forward": _("A condition can only depend on an earlier question"),
    "rule_self": _("A condition cannot depend on its own question"),
    "rule_operator": _("This condition does not fit the type of the question it depends on"),
    "rule_choice_gone": _("The option that this condition depends on is gone; mend it to publish"),
    "rule_value": _("The answer that this condition asks for does not fit the question"),
    "check_target_gone": _("The question that this check points at is gone"),
}


def sentence(code: str, **params: Any) -> str | Promise:
    """The words for a problem, translated when they are shown."""
    return format_lazy(SENTENCES[code], **params) if params else SENTENCES[code]
