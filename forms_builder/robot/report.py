"""What the robot found: what nobody can reach, what leads nowhere, how long each branch takes."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forms_builder.definition import items, languages, questions
from forms_builder.evaluation.conditions import holds
from forms_builder.hints import hints

from .meant import is_meant
from .rules import asked_of, sound_form
from .samples import Sample, is_unanswerable, samples
from .walk import Budget, Walk, Way

MOST_STEPS = 60_000  # of walking in all: about half a second
MOST_BRANCHES = 60


@dataclass(frozen=True)
class Finding:
    """One thing to know before publishing. `level`: problem (somebody will be stuck or never asked) or hint."""

    level: str
    code: str
    item: str | None
    message: str


@dataclass(frozen=True)
class Branch:
    """What follows from one answer: from so many to so many questions and minutes; nobody can send it if a dead end.

    `is_meant`: a check of the author's stops just this answer.
    """

    item: str
    number: int
    label: str
    answer: str
    questions: tuple[int, int]
    minutes: tuple[int, int]
    is_dead_end: bool
    is_meant: bool = False


@dataclass(frozen=True)
class Report:
    """`is_complete`: every way was tried. Of a form with too many, what was not met is not called missing."""

    is_complete: bool
    questions: tuple[int, int]
    minutes: tuple[int, int]
    findings: list[Finding]
    branches: list[Branch]


def test(definition: dict, *, today: date) -> Report:
    """Fill the form in in every way that makes a difference. Drafts may be unfinished; nothing is saved anywhere."""
    form = sound_form(definition)
    leaves = asked_of(form)
    tried = {item["id"]: samples(item, leaves[item["id"]], today) for item in questions(form) if item["id"] in leaves}
    walk = Walk(form, tried, today, Budget(MOST_STEPS))
    ends = walk.ways()
    branches = list(_branches(form, walk, tried))
    sendable = _sendable(walk, ends) or ends
    findings = [*_unanswerable(form, today), *_stuck(form, walk, ends, branches), *_static(form), *_hints(form)]
    return Report(walk.is_complete, _between(sendable, 1), _minutes(sendable), findings, branches)


def _sendable(walk: Walk, ends: list[Way]) -> list[Way]:
    """Ways on which no check of level error speaks at the end."""
    stops = [check for check in walk.definition["checks"] if check.get("level") == "error"]
    return [
        way
        for way in ends
        if not any(check.get("on") in way.targets and holds(check["when"], way.answers, walk.today) for check in stops)
    ]


def _between(ways: list[Way], which: int) -> tuple[int, int]:
    return min((way.least[which] for way in ways), default=0), max((way.most[which] for way in ways), default=0)


def _minutes(ways: list[Way]) -> tuple[int, int]:
    least, most = _between(ways, 0)
    return math.ceil(least / 60), math.ceil(most / 60)


def _branches(form: dict, walk: Walk, tried: dict[str, list[Sample]]) -> Iterator[Branch]:
    count = 0
    for number, item in enumerate(questions(form), start=1):
        for sample in tried.get(item["id"], []):
            if item["id"] not in walk.seen.shown or count >= MOST_BRANCHES or walk.budget.is_spent:
                continue
            ends = walk.ways((item["id"], sample.value))
            if ends:
                count += 1
                good = _sendable(walk, ends)
                yield Branch(
                    item["id"], number, name_of(item), _answer(item, sample), _between(good or ends, 1),
                    _minutes(good or ends), is_dead_end=not good,
                    is_meant=not good and is_meant(form, item["id"], sample.value, ends, walk.today),
                )  # fmt: skip


def name_of(item: dict) -> str:
    return item.get("label") or item.get("title") or _("Untitled")


def _answer(item: dict, sample: Sample) -> str:
    value: Any = sample.value
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    names = {choice["id"]: choice.get("label") or _("Untitled") for choice in item.get("choices") or []}
    parts = value if isinstance(value, list) else [value]
    return _(", ").join(_("Something else") if isinstance(part, dict) else str(names.get(part, part)) for part in parts)


def _stuck(form: dict, walk: Walk, ends: list[Way], branches: list[Branch]) -> Iterator[Finding]:
    if walk.is_complete:
        yield from _unreached(form, walk)
        yield from _silent_checks(walk, ends)
    if ends and not _sendable(walk, ends):
        yield _finding("problem", "nobody_sends", None, _("Nobody can send this form: a check stops every answer."))
        return
    yield from _dead_ends(branches, walk)


def _dead_ends(branches: list[Branch], walk: Walk) -> Iterator[Finding]:
    """An answer that its author stops is meant so; a question that nobody gets past, or checks that add up, are not."""
    for item, group in groupby(branches, key=lambda branch: branch.item):
        of_question = list(group)
        dead = [branch for branch in of_question if branch.is_dead_end]
        words = {"number": of_question[0].number, "label": of_question[0].label}
        if len(dead) == len(walk.tried[item]):
            said = _("Whoever answers question %(number)s “%(label)s” can not send the form, whatever the answer.")
            yield _finding("problem", "question_stops", item, said % words)
            continue
        for branch in dead:
            if not branch.is_meant:
                said = _(
                    "Whoever answers “%(answer)s” to question %(number)s “%(label)s” can not send the form, "
                    "whatever else they answer: your checks add up to that."
                )
                yield _finding("problem", "dead_end", item, said % {**words, "answer": branch.answer})


def _unanswerable(form: dict, today: date) -> Iterator[Finding]:
    for number, item in enumerate(questions(form), start=1):
        if is_unanswerable(item, today):
            words = {"number": number, "label": name_of(item)}
            said = _("Nobody can answer question %(number)s “%(label)s”: its limits contradict each other.")
            yield _finding("problem", "unanswerable", item["id"], said % words)


def _finding(level: str, code: str, item: str | None, message: str) -> Finding:
    return Finding(level, code, item, message)


def _unreached(form: dict, walk: Walk) -> Iterator[Finding]:
    seen, number = walk.seen, 0
    for place, page in enumerate(form["pages"], start=1):
        if page["items"] and page["id"] not in seen.pages_shown:
            said = _("Nobody ever sees page %(number)s: its condition can not be met.") % {"number": place}
            yield _finding("problem", "page_unreachable", page["id"], said)
        elif page.get("show_if") and page["items"] and page["id"] not in seen.pages_hidden:
            said = _("Everybody sees page %(number)s: its condition changes nothing.") % {"number": place}
            yield _finding("hint", "page_idle_condition", page["id"], said)
        for item in page["items"]:
            number += item["type"] not in ("heading", "note")
            if page["id"] in seen.pages_shown:
                yield from _unreached_item(item, number, walk)


def _unreached_item(item: dict, number: int, walk: Walk) -> Iterator[Finding]:
    seen, words = walk.seen, {"number": number, "label": name_of(item)}
    if item["id"] not in seen.shown:
        said = _("Nobody is ever asked question %(number)s “%(label)s”: its condition can not be met.")
        yield _finding("problem", "unreachable", item["id"], said % words)
        return
    if item.get("show_if") and item["id"] not in seen.hidden:
        said = _("Everybody is asked question %(number)s “%(label)s”: its condition changes nothing.")
        yield _finding("hint", "idle_condition", item["id"], said % words)
    if item.get("required_if") and not item.get("required") and item["id"] not in seen.needed:
        said = _("Question %(number)s “%(label)s” is never required: that condition can not be met.")
        yield _finding("problem", "never_required", item["id"], said % words)


def _silent_checks(walk: Walk, ends: list[Way]) -> Iterator[Finding]:
    for check in walk.definition["checks"]:
        speaks = any(holds(check["when"], way.answers, walk.today) for way in ends)
        if not speaks:
            said = _("The check “%(words)s” never speaks.") % {"words": check.get("message") or _("Untitled")}
            yield _finding("problem", "silent_check", check["id"], said)


def _static(form: dict) -> Iterator[Finding]:
    for number, item in enumerate(questions(form), start=1):
        if (item.get("min_selected") or 0) > 1:
            for choice in item.get("choices") or []:
                if choice.get("exclusive"):
                    words = {"number": number, "answer": choice.get("label") or _("Untitled")}
                    said = _(
                        "Nobody can choose “%(answer)s” in question %(number)s: it stands alone, yet more are asked."
                    )
                    yield _finding("problem", "dead_option", choice["id"], said % words)


def _hints(form: dict) -> Iterator[Finding]:
    for item, hint in hints(form):
        words = {"label": name_of(item), "reason": hint.reason, "better": hint.better}
        yield _finding("hint", f"privacy_{hint.key}", item["id"], _("“%(label)s”: %(reason)s %(better)s") % words)
    for language in languages(form)[1:]:
        missing = len(untranslated(form, language))
        if missing:
            said = ngettext(
                "%(count)s text is not translated yet.", "%(count)s texts are not translated yet.", missing
            ) % {"count": missing}
            yield _finding("hint", "untranslated", None, said)


TEXTS = ("title", "intro", "thanks", "label", "help", "statement", "message")


def untranslated(form: dict, language: str) -> list[str]:
    """Ids of the nodes with words of their own and none in that language."""
    texts = (form.get("translations") or {}).get(language, {})
    nodes = [{**form, "id": "form"}, *form["pages"], *form.get("checks", [])]
    for item in items(form):
        fields = item.get("fields") or []
        choices = [choice for part in (item, *fields) for choice in part.get("choices") or []]
        nodes += [item, *fields, *choices]
    return [
        node["id"]
        for node in nodes
        if any((node.get(prop) or "").strip() and not texts.get(node["id"], {}).get(prop) for prop in TEXTS)
    ]
