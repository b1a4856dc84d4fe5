"""The facts about home and experience of a profile: which there are, and what an answer to one may be."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from adoption.form_templates.told import facts_document
from forms_builder import definition as definitions
from forms_builder import evaluation
from forms_builder.services.submissions import ZONE


def document():
    """The questions, in the reader's language where it has words, as the form that the page draws."""
    return facts_document(get_language() or "zh-hant")


def evaluated(answers):
    """The facts as answers by question id, looked through as any form is (`forms_builder.evaluation.Evaluated`)."""
    return evaluation.clean(document(), answers, evaluation.today_in(ZONE, timezone.now()))


def by_question(facts):
    """{question id: answer} of {bank key: answer}; a key that is asked no more is left out."""
    asked = definitions.banked(document())
    return {asked[key]["id"]: answer for key, answer in facts.items() if key in asked}


def by_bank(answers):
    """{bank key: answer} of {question id: answer}."""
    asked = definitions.banked(document())
    return {key: answers[item["id"]] for key, item in asked.items() if item["id"] in answers}


def cleaned(facts):
    """What may be kept, for accounts.facts. Raises ValidationError for unknown keys and for what is no answer."""
    unknown = sorted(set(facts) - set(definitions.banked(document())))
    if unknown:
        raise ValidationError(_("Unknown facts: %(keys)s") % {"keys": ", ".join(unknown)[:200]})
    answers = {key: answer for key, answer in by_question(facts).items() if answer is not None}
    try:
        found = evaluated(answers)
    except evaluation.UnknownQuestions as error:  # a field that a row of a list does not have
        raise ValidationError(str(error))
    if found.errors:
        raise ValidationError([evaluation.describe(fault) for faults in found.errors.values() for fault in faults])
    return by_bank(found.answers)
