"""Conditions may look only at earlier questions, with operators that fit, at options that exist: so no cycles."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from forms_builder.dates import bound

from .limits import MAX_RULE_DEPTH
from .problem import Problem, sentence
from .rules import ANSWERED, OPERATORS
from .walk import choice_ids, leaves, questions


def logic_problems(definition: dict) -> Iterator[Problem]:
    """Every condition that cannot hold its promise, in the order of the form."""
    everything = {item.get("id"): item for item in questions(definition)}
    earlier: dict[Any, dict] = {}
    for number, page in enumerate(definition.get("pages") or []):
        path = f"pages.{number}"
        yield from _rule(f"{path}.show_if", page, "show_if", earlier, everything)
        for index, item in enumerate(page.get("items") or []):
            for prop in ("show_if", "required_if"):
                yield from _rule(f"{path}.items.{index}.{prop}", item, prop, earlier, everything)
            if item.get("id") in everything:
                earlier[item["id"]] = item
    for index, check in enumerate(definition.get("checks") or []):
        path = f"checks.{index}"
        yield from _rule(f"{path}.when", check, "when", everything, everything)
        if check.get("on") and check["on"] not in everything:
            yield Problem(f"{path}.on", check.get("id"), "check_target_gone", sentence("check_target_gone"), "on")


def _rule(path: str, owner: dict, prop: str, earlier: dict, everything: dict) -> Iterator[Problem]:
    rule = owner.get(prop)
    codes = ["rule_too_deep"] if _depth(rule) > MAX_RULE_DEPTH else []
    codes += [code for leaf in leaves(rule) if (code := _leaf(leaf, owner, earlier, everything))]
    for code in dict.fromkeys(codes):
        fix = [] if prop == "when" else [{"op": "set", "id": owner.get("id"), "prop": prop, "value": None}]
        yield Problem(path, owner.get("id"), code, sentence(code), prop, fix)


def _depth(rule: Any) -> int:
    if not isinstance(rule, dict):
        return 0
    parts = [part for key in ("all", "any") if isinstance(rule.get(key), list) for part in rule[key]]
    return 1 + max((_depth(part) for part in [*parts, rule.get("not")]), default=0)


def _leaf(leaf: dict, owner: dict, earlier: dict, everything: dict) -> str | None:
    target = leaf.get("q")
    if not isinstance(target, str) or target not in everything:
        return "rule_gone"
    if target == owner.get("id"):
        return "rule_self"
    if target not in earlier:
        return "rule_forward"
    question, operator = everything[target], leaf.get("op")
    if operator not in OPERATORS.get(question.get("type"), ()):
        return "rule_operator"
    return _value(question, operator, leaf.get("value"))


def _value(question: dict, operator: str, value: Any) -> str | None:
    kind = question["type"]
    if operator in ANSWERED:
        return None if value is None else "rule_value"
    if operator in ("any_of", "none_of", "all_of"):
        if not isinstance(value, list) or not value:
            return "rule_value"
        return None if all(choice in choice_ids(question) for choice in value) else "rule_choice_gone"
    if kind == "single_choice":
        return None if value in choice_ids(question) else "rule_choice_gone"
    if kind == "yes_no":
        return None if isinstance(value, bool) else "rule_value"
    if kind in ("number", "scale"):
        return None if isinstance(value, int | float) and not isinstance(value, bool) else "rule_value"
    if kind == "date":
        return None if _is_bound(value) else "rule_value"
    return None if isinstance(value, str) and value.strip() else "rule_value"


def _is_bound(value: Any) -> bool:
    return bound(value, date(2000, 1, 1)) is not None
