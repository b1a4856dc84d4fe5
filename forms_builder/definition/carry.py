"""Taking answers from one version of a form to another, or to another form: by id, never by label or position."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .items import ITEM_MODELS, is_display_change
from .projection import languages, public_projection
from .walk import banked, choice_ids, questions

# What an answer means besides its question: where one of these says another thing, the question is asked again.
MEANING = {
    "consent": ("statement", "typed"),
    "number": ("unit",),
    "scale": ("min", "max", "min_label", "max_label"),
}


@dataclass(frozen=True)
class Carried:
    """The answers that fit, and the ids of questions whose answer could not, or not wholly, come.

    `became`: {old question id: new one} of everything that was answered and is still asked.
    """

    answers: dict[str, Any]
    dropped: tuple[str, ...]
    became: dict[str, str] = field(default_factory=dict)


def carry_over(answers: Mapping[str, Any], old: dict, new: dict) -> Carried:
    """Keep each answer whose question still means the same and can hold it; retired choices fall away.

    A renamed option keeps its answer; a consent is given to its words, and goes with them.
    """
    before, after = _by_id(old), _by_id(new)

    def fitting(answer: Any, key: str, to: str) -> Any:
        return _carry(answer, before[key], after[to]) if _means_the_same(before[key], after[to], old, new) else None

    return _carried(answers, {key: key for key in answers if key in before and key in after}, fitting)


def carry_to_other(answers: Mapping[str, Any], old: dict, new: dict, *, language: str) -> Carried:
    """The same for another form: by id, else by the bank key where the type agrees too.

    There a choice comes along only under the words that she read: one id may mean another thing in another form.
    """
    before, after = _by_id(old), _by_id(new)
    shared = [code for code in (language, *languages(old)) if code in languages(old) and code in languages(new)]
    shown, asked = (_by_id(public_projection(document, (shared or [language])[0])) for document in (old, new))

    def fitting(answer: Any, key: str, to: str) -> Any:
        if not _means_the_same(before[key], after[to], old, new):
            return None
        return carry_answer(answer, shown[key], asked[to])

    return _carried(answers, _counterparts(answers, before, after, banked(new)), fitting)


def _counterparts(answers: Mapping[str, Any], before: dict, after: dict, bank: dict) -> dict[str, str]:
    """{old question id: new one}; what stands under its own id takes no other's answer."""
    pairs = {key: key for key in answers if key in before and key in after}
    for key in answers:
        item = before.get(key, {})
        other = bank.get(item.get("bank") or "")
        if key not in pairs and other and other["type"] == item["type"] and other["id"] not in pairs.values():
            pairs[key] = other["id"]
    return pairs


def carry_answer(answer: Any, source: dict, target: dict) -> Any:
    """One answer for another form's question, both as the same reader sees them; None where it would say another thing.

    A choice comes along only under the same words: one id may mean "I have kept cats" here, dogs there.
    """
    carried = _carry(answer, source, target)
    for part in carried if isinstance(carried, list) else [carried]:
        if isinstance(part, str) and _label(part, source) != _label(part, target):
            return None
    return carried if _meaning(source, {}) == _meaning(target, {}) else None


def _carried(answers: Mapping[str, Any], became: dict[str, str], fitting: Callable[[Any, str, str], Any]) -> Carried:
    kept, dropped = {}, []
    for key, answer in answers.items():
        carried = fitting(answer, key, became[key]) if key in became else None
        if carried is not None:
            kept[became[key]] = carried
        if carried != answer:
            dropped.append(key)
    return Carried(kept, tuple(dropped), became)


def _by_id(definition: dict) -> dict[str, dict]:
    return {item["id"]: item for item in questions(definition)}


def _means_the_same(source: dict, target: dict, old: dict, new: dict) -> bool:
    """In each language that both speak; a consent in each that either does, as nobody knows which one she read."""
    spoken, now = set(languages(old)), set(languages(new))
    shared = spoken | now if source["type"] == "consent" else spoken & now
    return all(
        _meaning(source, _texts(old, language, source)) == _meaning(target, _texts(new, language, target))
        for language in shared or spoken | now
    )


def _meaning(item: dict, texts: Mapping[str, str]) -> list:
    fields = ITEM_MODELS[item["type"]].model_fields
    meant = [texts.get(prop) or item.get(prop) for prop in MEANING.get(item["type"], ())]
    usual = [fields[prop].default for prop in MEANING.get(item["type"], ())]
    return [default if value is None else value for value, default in zip(meant, usual, strict=True)]


def _texts(definition: dict, language: str, item: dict) -> Mapping[str, str]:
    texts = (definition.get("translations") or {}).get(language, {}).get(item["id"], {})
    return {prop: text for prop, text in texts.items() if item.get(prop)}


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
        if key in old_fields and key in new_fields and _meaning(old_fields[key], {}) == _meaning(new_fields[key], {})
    }
    return {key: value for key, value in carried.items() if value is not None}
