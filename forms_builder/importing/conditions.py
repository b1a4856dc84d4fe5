"""Conditions of ASM3: `field=value`, `!` for is not, `<`, `>`; joined by `&` (all) or else `|` (any)."""

import re
from collections.abc import Mapping
from typing import Any

from forms_builder.dates import read_date
from forms_builder.definition.limits import MAX_RULE_PARTS
from forms_builder.text import folded

_CLAUSE = re.compile(r"([^=!<>]{1,200})([=!<>])(.*)", re.DOTALL)
_YES = ("yes", "y", "true", "on", "1", "是", "有")
_NO = ("no", "n", "false", "off", "0", "否", "沒有")
_NUMBER = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,6})?")
Rule = dict[str, Any]


class NotCarried(Exception):
    """The condition means something that ours cannot say."""


def rule_of(condition: str, earlier: Mapping[str, dict]) -> Rule:
    """The same condition over questions before this one, by the name the other system gave them."""
    joint = "|" if "|" in condition else "&"
    clauses = [part.strip() for part in condition.split(joint)]
    if len(clauses) > MAX_RULE_PARTS:
        raise NotCarried
    parts = [_clause(part, earlier) for part in clauses]
    return parts[0] if len(parts) == 1 else {"any" if joint == "|" else "all": parts}


def _clause(clause: str, earlier: Mapping[str, dict]) -> Rule:
    found = _CLAUSE.fullmatch(clause)
    if found is None:
        raise NotCarried
    name, sign, value = found[1].strip(), found[2], found[3].strip()
    if name in earlier:
        return _over(earlier[name], sign, value)
    return _over_box(name, sign, value, earlier)


def _over_box(name: str, sign: str, value: str, earlier: Mapping[str, dict]) -> Rule:
    """One box of a group is called by the group's name and its number."""
    numbered = re.fullmatch(r"(.+?)([0-9]{1,2})", name)
    group = earlier.get(numbered[1]) if numbered else None
    if numbered is None or group is None or group["type"] != "multi_choice" or sign not in "=!":
        raise NotCarried
    number = int(numbered[2])
    if number >= len(group["choices"]) or value not in ("on", "off"):
        raise NotCarried
    ticked = {"q": group["id"], "op": "any_of", "value": [group["choices"][number]["id"]]}
    return ticked if (value == "on") == (sign == "=") else {"not": ticked}


def _over(item: dict, sign: str, value: str) -> Rule:
    if item["type"] == "note":
        raise NotCarried
    if sign in "<>":
        return _compared(item, sign, value)
    if not value or item["type"] == "consent":
        ticked = folded(value) in _YES if item["type"] == "consent" else False
        if item["type"] == "consent" and not ticked and folded(value) not in (*_NO, ""):
            raise NotCarried
        return {"q": item["id"], "op": "answered" if ticked == (sign == "=") else "not_answered"}
    same = _same(item, value)
    # Ours is false while the question is open, theirs is true: `not` says what they meant.
    return same if sign == "=" else {"not": same}


def _same(item: dict, value: str) -> Rule:
    kind, word = item["type"], folded(value)
    if kind == "yes_no" and word in (*_YES, *_NO):
        return {"q": item["id"], "op": "is", "value": word in _YES}
    if kind in ("single_choice", "multi_choice"):
        choice = next((each["id"] for each in item["choices"] if folded(each["label"]) == word), None)
        if choice:
            several = kind == "multi_choice"
            return {"q": item["id"], "op": "any_of" if several else "is", "value": [choice] if several else choice}
    if kind == "number" and _NUMBER.fullmatch(value):
        return {"q": item["id"], "op": "is", "value": float(value)}
    if kind == "short_text":
        return {"q": item["id"], "op": "is", "value": value[:300]}
    raise NotCarried


def _compared(item: dict, sign: str, value: str) -> Rule:
    if item["type"] == "number" and _NUMBER.fullmatch(value):
        return {"q": item["id"], "op": "gt" if sign == ">" else "lt", "value": float(value)}
    if item["type"] == "date" and (day := read_date(value)):
        return {"q": item["id"], "op": "after" if sign == ">" else "before", "value": day}
    raise NotCarried
