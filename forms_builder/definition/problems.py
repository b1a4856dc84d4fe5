"""Everything that stands between a draft and its publication: all of it at once, each line leading to its place."""

from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from .document import Definition
from .logic import logic_problems
from .problem import Problem, sentence
from .sense import sense_problems


@dataclass(frozen=True)
class _Spot:
    path: tuple[str | int, ...]
    item_id: str | None
    prop: str


# What pydantic calls it → what we call it; where a list is too short the property decides.
_CODES = {
    "missing": "blank", "blank": "blank", "string_too_long": "too_long", "too_long": "too_many",
    "extra_forbidden": "unknown_property", "union_tag_invalid": "unknown_type", "union_tag_not_found": "bad_rule",
    "greater_than_equal": "out_of_range", "less_than_equal": "out_of_range", "greater_than": "out_of_range",
}  # fmt: skip
_TOO_SHORT = {
    "pages": "no_pages", "items": "empty_page", "choices": "too_few_choices", "fields": "no_fields",
    "all": "empty_rule", "any": "empty_rule",
}  # fmt: skip
_MISSING = {"pages": "no_pages", "items": "empty_page", "choices": "too_few_choices", "fields": "no_fields"}


def problems(definition: dict) -> list[Problem]:
    """All problems in the order of the form; empty when it can be published. The draft's shape is taken as checked."""
    found = [*_strict_problems(definition), *sense_problems(definition), *logic_problems(definition)]
    unique = {(problem.path, problem.code): problem for problem in reversed(found)}
    return sorted(unique.values(), key=lambda problem: _order(problem.path))


def _order(path: str) -> list:
    """Form, pages in order, then checks and translations; numbers as numbers."""
    return [(1, int(part), "") if part.isdigit() else (0, 0, _rank(part)) for part in path.split(".")]


_RANKS = {"title": "0", "intro": "1", "thanks": "2", "pages": "5", "checks": "6", "translations": "7"}


def _rank(part: str) -> str:
    return _RANKS.get(part, f"3{part}")


def _strict_problems(definition: dict) -> list[Problem]:
    try:
        Definition.model_validate(definition)
    except ValidationError as error:
        return [_problem(definition, each) for each in error.errors(include_url=False, include_input=False)]
    return []


def _problem(definition: dict, error: Any) -> Problem:
    spot, kind = _spot(definition, error["loc"]), error["type"]
    if kind == "too_short":
        code = _TOO_SHORT.get(spot.prop, "bad_value")
    elif kind == "missing":
        code = _MISSING.get(spot.prop, "blank")
    else:
        code = _CODES.get(kind, "bad_value")
    limit = error.get("ctx", {}).get("max_length")
    return Problem(
        path=".".join(map(str, spot.path)), item_id=spot.item_id, prop=spot.prop, code=code,
        message=sentence(code, limit=limit),
    )  # fmt: skip


def _spot(definition: dict, loc: tuple[str | int, ...]) -> _Spot:
    """Follow pydantic's trail through the document, leaving out the names of union members that it mixes in."""
    node: Any = definition
    path: list[str | int] = []
    item_id = None
    for position, part in enumerate(loc):
        is_last = position == len(loc) - 1
        step: Any = part
        if (isinstance(node, dict) and step in node) or (isinstance(node, list) and isinstance(step, int)):
            node = node[step]
        elif not is_last or not isinstance(node, dict):
            continue
        path.append(part)
        if isinstance(node, dict) and isinstance(node.get("id"), str):
            item_id = node["id"]
    names = [part for part in path if isinstance(part, str)]
    return _Spot(tuple(path), item_id, names[-1] if names else "")
