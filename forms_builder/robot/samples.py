"""The answers worth trying: for each question one of every kind that its conditions tell apart."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from forms_builder.dates import bound
from forms_builder.evaluation.conditions import is_number

MOST_COMBINED = 4  # so many options are tried in every combination; of more, alone, in pairs and all


@dataclass(frozen=True)
class Sample:
    """One answer to try. `choice`: the option whose words name it, if it is one."""

    value: Any
    choice: str | None = None


def samples(item: dict, leaves: list[dict], today: date) -> list[Sample]:
    """Answers that between them make each of the leaves hold and fail, as far as the question's limits allow."""
    make = _MAKERS.get(item["type"])
    found = list(make(item, leaves, today)) if make else [Sample("answered")]
    unique: dict[str, Sample] = {repr(sample.value): sample for sample in reversed(found)}
    return [unique[key] for key in reversed(unique)]


def is_unanswerable(item: dict, today: date) -> bool:
    """No answer keeps within its limits: a last day before the first, more to choose than there is."""
    return item["type"] in ("date", "number", "multi_choice") and _has_limits(item) and not samples(item, [], today)


def _has_limits(item: dict) -> bool:
    return any(item.get(limit) is not None for limit in ("min", "max", "min_selected", "max_selected"))


def _values(leaves: list[dict]) -> Iterator[Any]:
    for leaf in leaves:
        value = leaf.get("value")
        yield from value if isinstance(value, list) else [value]


def _yes_no(item: dict, leaves: list[dict], today: date) -> Iterator[Sample]:
    yield from (Sample(True), Sample(False))


def _single(item: dict, leaves: list[dict], today: date) -> Iterator[Sample]:
    yield from (Sample(choice["id"], choice["id"]) for choice in item.get("choices") or [])
    if item.get("other"):
        yield Sample({"other": "…"})


def _multi(item: dict, leaves: list[dict], today: date) -> Iterator[Sample]:
    least, most = item.get("min_selected") or 1, item.get("max_selected") or 100
    choices = item.get("choices") or []
    free = [choice["id"] for choice in choices if not choice.get("exclusive")]
    for choice in choices:
        if choice.get("exclusive") and least <= 1:
            yield Sample([choice["id"]], choice["id"])
    named = [key for key in free if key in set(_values(leaves))]
    fillers: list[Any] = [key for key in free if key not in named]
    fillers += [{"other": "…"}] if item.get("other") else []
    for chosen in _combined(named, fillers):
        filled = [*chosen, *[key for key in fillers if key not in chosen][: max(0, least - len(chosen))]]
        if least <= len(filled) <= most:
            alone = chosen[0] if len(chosen) == 1 else None
            yield Sample(filled, alone if isinstance(alone, str) else None)


def _combined(named: list[str], fillers: list[Any]) -> Iterator[list[Any]]:
    sizes = range(len(named) + 1) if len(named) <= MOST_COMBINED else (0, 1, 2, len(named))
    for size in sizes:
        yield from map(list, combinations(named, size))
    yield from ([key] for key in fillers)


def _number(item: dict, leaves: list[dict], today: date) -> Iterator[Sample]:
    least, most = item.get("min"), item.get("max")
    tried = [step for value in _values(leaves) if is_number(value) for step in (value - 1, value, value + 1)]
    tried += [rounded(value) for value, rounded in ((least, math.ceil), (most, math.floor)) if is_number(value)] or [1]
    tried += [] if item.get("integer") else [value for value in (least, most) if is_number(value)]
    for value in sorted(tried):
        is_too_low = is_number(least) and value < least
        is_too_high = is_number(most) and value > most
        if not is_too_low and not is_too_high and not (item.get("integer") and value != int(value)):
            yield Sample(value)


def _scale(item: dict, leaves: list[dict], today: date) -> Iterator[Sample]:
    least, most = item.get("min", 1), item.get("max", 5)
    if is_number(least) and is_number(most):
        yield from (Sample(value) for value in range(int(least), min(int(most), 10) + 1))


def _date(item: dict, leaves: list[dict], today: date) -> Iterator[Sample]:
    earliest, latest = bound(item.get("min"), today), bound(item.get("max"), today)
    days = [bound(value, today) for value in _values(leaves) if isinstance(value, str)]
    tried = [earliest, latest, *([] if earliest or latest else [today.isoformat()])]
    for day in filter(None, days):
        if not "0002" < day < "9998":
            continue  # beside it there is no calendar
        tried += [(date.fromisoformat(day) + timedelta(days=step)).isoformat() for step in (-1, 0, 1)]
    for value in filter(None, tried):
        if (earliest is None or value >= earliest) and (latest is None or value <= latest):
            yield Sample(value)


def _text(item: dict, leaves: list[dict], today: date) -> Iterator[Sample]:
    yield from (Sample(value) for value in _values(leaves) if isinstance(value, str))
    yield Sample("…")


_MAKERS = {
    "yes_no": _yes_no, "single_choice": _single, "multi_choice": _multi, "number": _number, "scale": _scale,
    "date": _date, "short_text": _text,
}  # fmt: skip
