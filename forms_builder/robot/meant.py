"""Is it meant that an answer stops somebody? Yes where a check of level error names this very answer."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from forms_builder.evaluation.conditions import holds

from .walk import Way


def is_meant(definition: dict, key: str, value: Any, ends: Iterable[Way], today: date) -> bool:
    """One check alone stops every way with this answer, whatever else is answered: a floor of age, a refusal."""
    ends = list(ends)
    stops = [check for check in definition["checks"] if check.get("level") == "error"]
    return any(
        _certain(check["when"], key, value, today) is True and all(check.get("on") in way.targets for way in ends)
        for check in stops
    )


def _certain(rule: dict, key: str, value: Any, today: date) -> bool | None:
    """Does the rule hold by this answer alone? None: that depends on what else is answered."""
    if "q" in rule:
        return holds(rule, {key: value}, today) if rule["q"] == key else None
    if "not" in rule:
        inner = _certain(rule["not"], key, value, today)
        return None if inner is None else not inner
    decides = "any" in rule  # one part that holds makes `any`, one that does not breaks `all`
    parts = [_certain(part, key, value, today) for part in rule["any" if decides else "all"]]
    if decides in parts:
        return decides
    return None if None in parts else not decides
