"""Taking answers from one version of a form to another: by id, never by label or position."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .items import is_display_change
from .walk import choice_ids, questions


@dataclass(frozen=True)
class Carried:
    """The answers that fit the new version, and the ids of questions whose answer could not, or not wholly, come."""

    answers: dict[str, Any]
    dropped: tuple[str, ...]


def carry_over(answers: Mapping[str, Any], old: dict, new: dict) -> Carried:
    """Keep each answer whose question still exists with a type that can hold it; retired choices fall away."""
    before = {item["id"]: item for item in questions(old)}
    after = {item["id"]: item for item in questions(new)}
    kept: dict[str, Any] = {}
    dropped = []
    for key, answer in answers.items():
        source, target = before.get(key), after.get(key)
        carried = _carry(answer, source, target) if source and target else None
        if carried is not None:
            kept[key] = carried
        if carried != answer:
            dropped.append(key)
    return Carried(kept, tuple(dropped))


def carry_answer(answer: Any, source: dict, target: dict) -> Any:
    """One answer for another form's question, both as the same reader sees them; None where it would say another thing.

    A choice comes along only under the same words: one id may mean "I have kept cats" here, dogs there.
    """
    carried = _carry(answer, source, target)
    for part in carried if isinstance(carried, list) else [carried]:
        if isinstance(part, str) and _label(part, source) != _label(part, target):
            return None
    return carried


def _label(choice_id: str, item: dict) -> str | None:
    return next((choice["label"] for choice in item.get("choices") or [] if choice["id"] == choice_id), None)


def _carry(answer: Any, source: dict, target: dict) -> Any:
    if source["type"] != target["type"] and not is_display_change(source["type"], target["type"]):
        return None
    if target["type"] in ("single_choice", "multi_choice"):
        return _choices(answer, target)
    if target["type"] == "repeat" and isinstance(answer, list):
        return [row for row in (_row(row, source, target) for row in answer) if row] or None
    return answer


def _choices(answer: Any, target: dict) -> Any:
    fits = [part for part in (answer if isinstance(answer, list) else [answer]) if _is_offered(part, target)]
    if isinstance(answer, list):
        return fits or None
    return fits[0] if fits else None


def _is_offered(part: Any, target: dict) -> bool:
    return bool(target.get("other")) if isinstance(part, dict) else part in choice_ids(target)


def _row(row: Any, source: dict, target: dict) -> dict:
    old_fields = {field["id"]: field for field in source["fields"]}
    new_fields = {field["id"]: field for field in target["fields"]}
    if not isinstance(row, dict):
        return {}
    carried = {
        key: _carry(value, old_fields[key], new_fields[key])
        for key, value in row.items()
        if key in old_fields and key in new_fields
    }
    return {key: value for key, value in carried.items() if value is not None}
