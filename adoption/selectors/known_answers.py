"""What a person has told before, offered where a form asks it again. Nothing is filled in unless she says so.

Of what she told in her profile and in her earlier applications the newest is offered. What the profile says of herself
(name, phone, district) is how things are now, and goes before.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.selectors.profiles import profile_of
from adoption import facts
from adoption.form_templates.bank import asked as asked_in
from adoption.form_templates.species import about_you
from adoption.form_templates.writing import document
from forms_builder import definition as definitions
from forms_builder import evaluation, reading
from forms_builder.definition.carry import carry_answer
from forms_builder.models import Submission
from forms_builder.services.submissions import ZONE

LOOKED_THROUGH = 10  # earlier applications
NEVER_OFFERED = ("photo", "file", "consent")  # made for one pet, or agreed to once


@dataclass(frozen=True)
class Offer:
    """One answer that she may take over: as it is kept, and as she reads it."""

    answer: Any
    text: str
    is_from_profile: bool


@dataclass(frozen=True)
class Source:
    """Where answers were given, and when; `asked` and `answers` by bank key."""

    at: datetime
    asked: dict[str, dict]
    answers: dict[str, Any]
    is_profile: bool


def offers(draft: Any, page_ids: list[str], *, language: str) -> dict[str, Offer]:
    """{question id: Offer} for the visible questions of these pages that she has not answered yet."""
    from_bank = {item["id"] for item in asked_in(draft.definition).values()}
    open_ones = [item for item in draft.items_of(page_ids) if item["id"] in from_bank and _is_open(item, draft)]
    if not open_ones:
        return {}
    shown = definitions.public_projection(draft.definition, language)
    found = {}
    sources = list(_sources(draft.application.applicant, draft.submission, language))
    for item in open_ones:
        target = definitions.question(shown, item["id"])
        offer = target and next(filter(None, (_offer(source, item["bank"], target) for source in sources)), None)
        if offer:
            found[item["id"]] = offer
    return found


def _is_open(item: dict, draft: Any) -> bool:
    return (
        item["type"] not in NEVER_OFFERED
        and item["id"] in draft.evaluated.visible
        and item["id"] not in draft.submission.answers
    )


def _offer(source: Source, bank: str, target: dict) -> Offer | None:
    if bank not in source.answers or bank not in source.asked:
        return None
    answer = carry_answer(source.answers[bank], source.asked[bank], target)
    if answer is None or not _fits(answer, target):
        return None
    return Offer(answer, _in_words(target, answer), source.is_profile)


def _fits(answer: Any, target: dict) -> bool:
    """Would the form take it: within its limits, in its format?"""
    alone = {key: value for key, value in target.items() if key not in ("show_if", "required_if")}
    form = {"pages": [{"id": "p_alone", "items": [alone]}]}
    found = evaluation.clean(form, {target["id"]: answer}, evaluation.today_in(ZONE, timezone.now()))
    return not found.errors and target["id"] in found.answers


def _in_words(target: dict, answer: Any) -> str:
    if target["type"] != "repeat":
        return reading.in_words(target, answer)
    rows = [
        _(", ").join(reading.in_words(field, row[field["id"]]) for field in target["fields"] if field["id"] in row)
        for row in answer
    ]
    return " / ".join(rows)


def _sources(person: Any, present: Submission, language: str) -> Iterator[Source]:
    """The profile's own fields, then facts and earlier applications, the newest first."""
    profile = profile_of(person)
    yield _contact(person, profile, language)
    never = datetime.min.replace(tzinfo=timezone.get_default_timezone())
    told = definitions.public_projection(facts.document(), language)
    sources = [Source(profile.facts_at or never, asked_in(told), profile.facts, True)]
    sources += [_earlier(submission, language) for submission in _submissions(person, present)]
    yield from sorted(sources, key=lambda source: source.at, reverse=True)


def _contact(person: Any, profile: Any, language: str) -> Source:
    area = {"county": profile.county, "district": profile.district} if profile.district else None
    answers = {"contact.name": person.name, "contact.phone": profile.phone, "home.area": area}
    asked = asked_in(document(("", ""), ("", ""), ("", ""), [about_you()], [], language))
    return Source(timezone.now(), asked, {key: answer for key, answer in answers.items() if answer}, True)


def _submissions(person: Any, present: Submission) -> list[Submission]:
    rows = Submission.objects.filter(respondent=person, submitted_at__isnull=False, purged_at=None)
    return list(rows.exclude(pk=present.pk).select_related("version").order_by("-submitted_at")[:LOOKED_THROUGH])


def _earlier(submission: Submission, language: str) -> Source:
    asked = asked_in(definitions.public_projection(submission.version.definition, language))
    answers = {key: submission.answers[item["id"]] for key, item in asked.items() if item["id"] in submission.answers}
    return Source(submission.submitted_at or submission.updated_at, asked, answers, False)
