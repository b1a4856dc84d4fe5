"""Every way through a form, kept apart only as long as it makes a difference: so a long form has few.

Two ways that agree in all answers that later conditions ask for go on as one: the shortest and the longest of both.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from forms_builder.definition.items import LAYOUT_TYPES
from forms_builder.evaluation.conditions import holds
from forms_builder.evaluation.evaluate import SECONDS

from .rules import asked_from
from .samples import Sample

MOST_WAYS = 600  # kept apart at once


@dataclass(frozen=True)
class Way:
    """Where one or more equal ways stand: answers that still matter, and how long they took."""

    answers: dict[str, Any] = field(default_factory=dict)
    targets: frozenset[str] = frozenset()  # visible questions at which a check may speak
    least: tuple[int, int] = (0, 0)  # (seconds, questions) of the shortest
    most: tuple[int, int] = (0, 0)

    def key(self) -> tuple:
        return tuple(sorted((name, repr(value)) for name, value in self.answers.items())), self.targets


class Budget:
    """How much work one test may take: forms are written by anybody."""

    def __init__(self, steps: int):
        self.steps, self.is_spent = steps, False

    def spend(self) -> bool:
        self.steps -= 1
        self.is_spent = self.is_spent or self.steps < 0
        return not self.is_spent


@dataclass
class Seen:
    """What was met on any way."""

    shown: set[str] = field(default_factory=set)
    hidden: set[str] = field(default_factory=set)  # although its page was shown
    pages_shown: set[str] = field(default_factory=set)
    pages_hidden: set[str] = field(default_factory=set)
    needed: set[str] = field(default_factory=set)
    not_needed: set[str] = field(default_factory=set)


class Walk:
    """All ways through one form; `pinned` keeps to those that give one answer to one question."""

    def __init__(self, definition: dict, tried: dict[str, list[Sample]], today: date, budget: Budget):
        self.definition, self.tried, self.today, self.budget = definition, tried, today, budget
        self.needed = asked_from(definition)
        self.targets = {check.get("on") for check in definition["checks"]}
        self.seen = Seen()
        self.is_complete = True

    def ways(self, pinned: tuple[str, Any] | None = None) -> list[Way]:
        """Where all ways end."""
        ways = [Way()]
        number = 0
        for page in self.definition["pages"]:
            for item in page["items"]:
                ways = self._merged(self._through(ways, page, item, pinned), self._kept(number, pinned))
                number += 1
        return [way for way in ways if pinned is None or pinned[0] in way.answers]

    def _kept(self, number: int, pinned: tuple[str, Any] | None) -> set[str]:
        behind = self.needed[number + 1] if number + 1 < len(self.needed) else self._asked_by_checks
        return behind | ({pinned[0]} if pinned else set())

    @property
    def _asked_by_checks(self) -> set[str]:
        from_checks = {**self.definition, "pages": [{"items": [{}]}]}
        return asked_from(from_checks)[0]

    def _through(self, ways: Iterable[Way], page: dict, item: dict, pinned) -> Iterator[Way]:
        for way in ways:
            if not self.budget.spend():
                self.is_complete = False
                return
            if not holds(page.get("show_if"), way.answers, self.today):
                self.seen.pages_hidden.add(page["id"])
                yield way
                continue
            self.seen.pages_shown.add(page["id"])
            if not holds(item.get("show_if"), way.answers, self.today):
                self.seen.hidden.add(item["id"])
                yield way
                continue
            self.seen.shown.add(item["id"])
            yield from self._answered(way, item, pinned)

    def _answered(self, way: Way, item: dict, pinned) -> Iterator[Way]:
        if item["type"] in LAYOUT_TYPES:
            yield way
            return
        key, seconds = item["id"], SECONDS[item["type"]]
        is_needed = bool(item.get("required")) or self._is_needed(way, item)
        targets = way.targets | ({key} if key in self.targets else frozenset())
        least, most = (_later(way.least, seconds), _later(way.most, seconds))
        on = replace(way, targets=frozenset(targets), least=least, most=most)
        if pinned and pinned[0] == key:
            yield replace(on, answers=way.answers | {key: pinned[1]})
            return
        if not self.tried.get(key):  # asked by nothing, or said to be unanswerable: either way it stops nobody here
            yield on
            return
        if not is_needed:
            yield on
        for sample in self.tried[key]:
            yield replace(on, answers=way.answers | {key: sample.value})

    def _is_needed(self, way: Way, item: dict) -> bool:
        rule = item.get("required_if")
        if rule is None:
            return False
        is_needed = holds(rule, way.answers, self.today)
        (self.seen.needed if is_needed else self.seen.not_needed).add(item["id"])
        return is_needed

    def _merged(self, ways: Iterable[Way], kept: set[str]) -> list[Way]:
        known: dict[tuple, Way] = {}
        for way in ways:
            way = replace(way, answers={key: value for key, value in way.answers.items() if key in kept})
            key = way.key()
            other = known.get(key)
            if other:
                known[key] = replace(way, least=min(way.least, other.least), most=max(way.most, other.most))
            elif len(known) < MOST_WAYS:
                known[key] = way
            else:
                self.is_complete = False
        return list(known.values())


def _later(spent: tuple[int, int], seconds: int) -> tuple[int, int]:
    return spent[0] + seconds, spent[1] + 1
