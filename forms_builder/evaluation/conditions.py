"""Does a condition hold? Against answers that are visible and already normalised."""

from datetime import date
from typing import Any

from forms_builder.dates import bound
from forms_builder.text import folded

Answers = dict[str, Any]


def holds(rule: dict | None, answers: Answers, today: date) -> bool:
    """True when there is no rule or the rule is met; an unanswered question meets only `not_answered`."""
    if rule is None:
        return True
    if "all" in rule:
        return all(holds(part, answers, today) for part in rule["all"])
    if "any" in rule:
        return any(holds(part, answers, today) for part in rule["any"])
    if "not" in rule:
        return not holds(rule["not"], answers, today)
    return _answer_meets(answers.get(rule.get("q", "")), rule.get("op"), rule.get("value"), today)


def _answer_meets(answer: Any, op: str | None, value: Any, today: date) -> bool:
    if answer is None:
        return op == "not_answered"
    test = _TESTS.get(op or "")
    return test(answer, value, today) if test else False


def _same(answer: Any, value: Any) -> bool:
    """Strictly typed: true is not 1 and 1 is not "1"; texts are compared after NFKC, case ignored."""
    if isinstance(answer, bool) or isinstance(value, bool):
        return answer is value
    if is_number(answer) and is_number(value):
        return answer == value
    if isinstance(answer, str) and isinstance(value, str):
        return folded(answer) == folded(value)
    return False


def is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _chosen(answer: Any) -> list:
    return answer if isinstance(answer, list) else [answer]


def _any_of(answer: Any, value: Any) -> bool:
    return isinstance(value, list) and any(choice in value for choice in _chosen(answer))


def _all_of(answer: Any, value: Any) -> bool:
    return isinstance(value, list) and all(choice in _chosen(answer) for choice in value)


def _compared(compare):
    return lambda answer, value, today: is_number(answer) and is_number(value) and compare(answer, value)


def _dated(compare):
    def test(answer: Any, value: Any, today: date) -> bool:
        day = bound(value, today)
        return isinstance(answer, str) and day is not None and compare(answer, day)

    return test


_TESTS = {
    "answered": lambda answer, value, today: True,
    "is": lambda answer, value, today: _same(answer, value),
    "is_not": lambda answer, value, today: not _same(answer, value),
    "any_of": lambda answer, value, today: _any_of(answer, value),
    "none_of": lambda answer, value, today: isinstance(value, list) and not _any_of(answer, value),
    "all_of": lambda answer, value, today: _all_of(answer, value),
    "lt": _compared(lambda a, b: a < b),
    "lte": _compared(lambda a, b: a <= b),
    "gt": _compared(lambda a, b: a > b),
    "gte": _compared(lambda a, b: a >= b),
    "before": _dated(lambda a, b: a < b),
    "after": _dated(lambda a, b: a > b),
}
