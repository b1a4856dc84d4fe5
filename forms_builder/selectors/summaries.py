"""What all answers add up to, question by question over all versions: read once, row by row, kept as numbers."""

import statistics
from array import array
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Any

from forms_builder import lookup
from forms_builder.models import Submission, Tally
from forms_builder.reading import in_words
from forms_builder.selectors.answer_filters import READABLE, Filters
from forms_builder.selectors.batches import batches
from forms_builder.selectors.questionnaires import CHOICES, Column, Questionnaire
from forms_builder.selectors.results import Results, words_of

LATEST = 5
BINS = 8


@dataclass(frozen=True)
class Bar:
    """One option, how often it was chosen, and of how many answers; without a label: something else, in own words."""

    label: str
    count: int
    total: int
    value: str = ""
    was: list[str] = field(default_factory=list)
    is_removed: bool = False

    @property
    def percent(self) -> int:
        return round(100 * self.count / self.total) if self.total else 0


@dataclass(frozen=True)
class Spread:
    """Numbers (or days) from the least to the most."""

    least: Any
    median: Any
    mean: Any
    most: Any


@dataclass(frozen=True)
class QuestionSummary:
    """`kept`: how many of the answers can still be read; the others are only counted."""

    column: Column
    answered: int
    kept: int
    bars: list[Bar] = field(default_factory=list)
    spread: Spread | None = None
    latest: list[tuple[Any, Any]] = field(default_factory=list)  # (submission uid, words or upload uids)

    @property
    def past(self) -> int:
        """How many are only counted."""
        return self.answered - self.kept

    @property
    def is_days(self) -> bool:
        return self.column.type == "date"

    @property
    def is_filtered_by(self) -> bool:
        return self.column.type in (*CHOICES, "yes_no")


class _Count:
    """What one question adds up to while the rows go by."""

    def __init__(self, column: Column):
        self.column, self.answered = column, 0
        self.values: Counter[str] = Counter()
        self.numbers = array("d")
        self.latest: list[tuple[Any, Any]] = []

    def add(self, uid, item, answer):
        self.answered += 1
        kind = self.column.type
        if kind in lookup.COUNTED and not item.get("typed"):
            self.values.update(set(lookup.values_of(answer)))
        elif kind == "number":
            if isinstance(answer, int | float) and not isinstance(answer, bool):
                self.numbers.append(answer)
        elif kind == "date":
            self.values[str(answer)] += 1
        elif kind == "address":
            self.values[_county(item, answer)] += 1
        elif len(self.latest) < LATEST:
            self.latest.append((uid, answer if self.column.is_file else words_of(item, answer)))


def summary(results: Results, filters: Filters | None = None) -> list[QuestionSummary]:
    """One line for each question that the reader may read. Answers that are no longer kept count as numbers."""
    filters = filters or Filters()
    asks = results.asks
    counts = {column.id: _Count(column) for column in asks.open_columns}
    rows = Submission.objects.filter(READABLE).only("uid", "version_id", "answers")
    for one in chain.from_iterable(batches(rows, results.keys(filters))):
        for question_id, answer in one.answers.items():
            count = counts.get(question_id)
            if count is not None and not asks.is_closed(count.column, one.version_id):
                count.add(one.uid, asks.asked(count.column, one.version_id), answer)
    past = {} if filters.is_narrow else _past(asks)
    return [_line(asks, count, past.get(key, Counter())) for key, count in counts.items()]


def _past(asks: Questionnaire) -> dict[str, Counter]:
    """{question id: {value: how often}} of answers that are no longer kept.

    A count no longer knows its version: for a question that ever was private, it is told only to who may read those.
    """
    closed = {column.id for column in asks.columns if any(asks.is_closed(column, pk) for pk in asks.versions)}
    found: dict[str, Counter] = {}
    for question_id, value, count in Tally.objects.filter(form=asks.form).values_list("question_id", "value", "count"):
        if question_id not in closed:
            found.setdefault(question_id, Counter())[value] = count
    return found


def _line(asks, count, past):
    column, answered = count.column, count.answered + past[""]
    bars, spread = [], None
    if column.type in lookup.COUNTED and not column.item.get("typed"):
        bars = _bars(asks, column, count.values + past, answered)
    elif column.type == "number" and count.numbers:
        spread, bars = _numbers(count.numbers), _histogram(count.numbers)
    elif column.type == "date" and count.values:
        spread, bars = _days(count.values), _years(count.values)
    elif column.type == "address":
        bars = [Bar(name, number, count.answered) for name, number in count.values.most_common()]
    return QuestionSummary(column, answered, count.answered, bars, spread, count.latest)


def _bars(asks, column, values, total):
    if column.type == "yes_no":
        return [Bar(in_words(column.item, value == "true"), values[value], total, value) for value in ("true", "false")]
    if column.type == "consent":
        return [Bar(in_words(column.item, True), values["true"], total, "true")]
    if column.type == "scale":
        steps = range(column.item.get("min", 1), column.item.get("max", 5) + 1)
        rest = sorted(int(value) for value in values if value.isdigit() and int(value) not in steps)
        return [Bar(_step(column.item, step), values[str(step)], total, str(step)) for step in [*steps, *rest]]
    options = asks.options(column.id)
    bars = [Bar(one.label, values[one.id], total, one.id, one.was, one.is_removed) for one in options]
    known = {"", *(one.id for one in options)}
    rest = sum(number for value, number in values.items() if value not in known)
    return [*bars, Bar("", rest, total, lookup.OTHER)] if rest else bars


def _step(item, step):
    """A step of a scale, with the words at its ends."""
    words = {item.get("min", 1): item.get("min_label"), item.get("max", 5): item.get("max_label")}.get(step)
    return f"{step} · {words}" if words else str(step)


def _numbers(numbers):
    mean = round(statistics.fmean(numbers), 1)
    return Spread(_tidy(min(numbers)), _tidy(statistics.median(numbers)), _tidy(mean), _tidy(max(numbers)))


def _histogram(numbers):
    """Bars over equal stretches; each value for itself where there are few."""
    values = Counter(numbers)
    if len(values) <= BINS:
        return [Bar(str(_tidy(value)), values[value], len(numbers)) for value in sorted(values)]
    least, most = min(numbers), max(numbers)
    width = (most - least) / BINS
    places = Counter(min(int((value - least) / width), BINS - 1) for value in numbers)
    edges = [_tidy(round(least + width * step, 2)) for step in range(BINS + 1)]
    return [Bar(f"{edges[step]}–{edges[step + 1]}", places[step], len(numbers)) for step in range(BINS)]


def _tidy(value):
    return int(value) if float(value).is_integer() else round(float(value), 2)


def _days(values):
    days = sorted(day for day in map(_day, values.elements()) if day)
    return Spread(days[0], days[len(days) // 2], None, days[-1]) if days else None


def _years(values):
    """By year; by decade where that would be a long list."""
    years = Counter(day.year for day in map(_day, values.elements()) if day)
    if years and max(years) - min(years) > BINS:
        decades: Counter[int] = Counter()
        for year, number in years.items():
            decades[year // 10 * 10] += number
        return [Bar(f"{year}–{year + 9}", decades[year], years.total()) for year in sorted(decades)]
    return [Bar(str(year), years[year], years.total()) for year in sorted(years)]


def _day(text):
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _county(item, answer):
    given = answer if isinstance(answer, dict) else {}
    return in_words(item, {"county": given.get("county", "")})
