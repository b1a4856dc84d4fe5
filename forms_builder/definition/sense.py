"""What types alone cannot say: doubled ids and options, limits the wrong way round, texts that belong to nothing."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from forms_builder.dates import bound, read_date
from forms_builder.text import folded, is_blank

from .limits import MAX_QUESTIONS
from .problem import Problem, sentence
from .walk import questions

_PAIRS = (
    ("min", "max"), ("min_length", "max_length"), ("min_selected", "max_selected"), ("min_files", "max_files"),
    ("min_rows", "max_rows"),
)  # fmt: skip
_ANY_DAY = date(2001, 6, 15)


def sense_problems(definition: dict) -> Iterator[Problem]:
    """Problems that show only when the parts of the form are seen together."""
    count = sum(1 for _item in questions(definition))
    if definition.get("pages") and not count:
        yield Problem("pages", None, "no_questions", sentence("no_questions"), "pages")
    if count > MAX_QUESTIONS:
        code = "too_many_questions"
        yield Problem("pages", None, code, sentence(code, limit=MAX_QUESTIONS), "pages")
    yield from _doubled_ids(definition)
    banks: set[str | None] = set()
    for path, item in located(definition):
        yield from _choices(path, item)
        yield from _limits(path, item)
        yield from _rules_of_fields(path, item)
        bank = item.get("bank")
        if bank and bank in banks:
            yield _at(path, item, "bank", "duplicate_bank")
        banks.add(bank)
    yield from _translations(definition)


def _rules_of_fields(path: str, item: dict) -> Iterator[Problem]:
    """Inside a row nothing depends on anything: a condition there would be passed over in silence."""
    for place, field in enumerate(item.get("fields") or []):
        for prop in ("show_if", "required_if"):
            if field.get(prop) is not None:
                fix = [{"op": "set", "id": field["id"], "prop": prop, "value": None}]
                code, where = "unknown_property", f"{path}.fields.{place}.{prop}"
                yield Problem(where, field["id"], code, sentence(code), prop, fix)


def located(definition: dict) -> Iterator[tuple[str, dict]]:
    """Every item and every field of a repeat with its path."""
    for number, page in enumerate(definition.get("pages") or []):
        for index, item in enumerate(page.get("items") or []):
            path = f"pages.{number}.items.{index}"
            yield path, item
            for place, field in enumerate(item.get("fields") or []):
                yield f"{path}.fields.{place}", field


def _at(path: str, node: dict, prop: str, code: str) -> Problem:
    return Problem(f"{path}.{prop}", node.get("id"), code, sentence(code), prop)


def _with_ids(node: dict, path: str = "") -> Iterator[tuple[str, dict]]:
    for slot in ("pages", "items", "fields", "choices", "checks"):
        for index, child in enumerate(node.get(slot) or []):
            yield f"{path}{slot}.{index}", child
            yield from _with_ids(child, f"{path}{slot}.{index}.")


def _doubled_ids(definition: dict) -> Iterator[Problem]:
    seen: set[Any] = set()
    for path, node in _with_ids(definition):
        if node.get("id") in seen:
            yield _at(path, node, "id", "duplicate_id")
        seen.add(node.get("id"))


def _choices(path: str, item: dict) -> Iterator[Problem]:
    labels: set[str] = set()
    for index, choice in enumerate(item.get("choices") or []):
        label = choice.get("label") or ""
        if not is_blank(label) and folded(label) in labels:
            yield _at(f"{path}.choices.{index}", choice, "label", "duplicate_choice")
        labels.add(folded(label))
    least = item.get("min_selected")
    together = [choice for choice in item.get("choices") or [] if not choice.get("exclusive")]
    options = len(together) + bool(item.get("other"))
    if item.get("type") == "multi_choice" and isinstance(least, int) and least > max(options, 1):
        yield _at(path, item, "min_selected", "too_few_to_select")


def _limits(path: str, item: dict) -> Iterator[Problem]:
    for low, high in _PAIRS:
        least, most = item.get(low), item.get(high)
        if item.get("type") == "date" and low == "min":
            bad = [prop for prop, value in ((low, least), (high, most)) if _is_no_day(value)]
            yield from (_at(path, item, prop, "bad_date") for prop in bad)
            if not bad and _is_after(least, most):
                yield _at(path, item, high, "min_over_max")
        elif isinstance(least, int | float) and isinstance(most, int | float) and least > most:
            yield _at(path, item, high, "min_over_max")


def _is_after(least: Any, most: Any) -> bool:
    """Two days, or two that both move with today; of one that moves and one that does not, time decides."""
    if _is_day(least) != _is_day(most):
        return False
    first, last = bound(least, _ANY_DAY), bound(most, _ANY_DAY)
    return first is not None and last is not None and first > last


def _is_day(value: Any) -> bool:
    return isinstance(value, str) and not value.startswith("today")


def _is_no_day(value: Any) -> bool:
    return _is_day(value) and read_date(value) is None


def _translations(definition: dict) -> Iterator[Problem]:
    known = {node.get("id") for _path, node in _with_ids(definition)} | {"form"}
    for language, texts in (definition.get("translations") or {}).items():
        for node_id in texts:
            if node_id not in known:
                path = f"translations.{language}.{node_id}"
                yield Problem(path, None, "untranslatable", sentence("untranslatable"), "translations")
