"""Counts that outlive the answers: how often each option was chosen, and nobody behind it."""

from django.db import IntegrityError, transaction
from django.db.models import F

from forms_builder import definition as definitions
from forms_builder import lookup
from forms_builder.models import Tally


def add(*, version, answers):
    """Count the answers of one submission before they go; in the caller's transaction."""
    for item in definitions.questions(version.definition):
        answer = answers.get(item["id"])
        if answer is None:
            continue
        is_counted = item["type"] in lookup.COUNTED and not item.get("typed")
        for value in ("", *sorted(set(lookup.values_of(answer)))) if is_counted else ("",):
            _count(version.form_id, item["id"], value)


def _count(form_id, question_id, value):
    row = Tally.objects.filter(form=form_id, question_id=question_id, value=value)
    if row.update(count=F("count") + 1):
        return
    try:
        with transaction.atomic():
            Tally.objects.create(form_id=form_id, question_id=question_id, value=value, count=1)
    except IntegrityError:  # another one began this line in the same moment
        row.update(count=F("count") + 1)
