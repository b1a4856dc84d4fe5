"""From what was typed or posted to the one form in which an answer is kept, by type of question.

Each reader returns `(value, fault)`: the value is None when nothing was answered or nothing could be read.
"""

import re
from collections.abc import Callable
from typing import Any

from forms_builder.dates import read_date
from forms_builder.definition.limits import MAX_SHORT_ANSWER
from forms_builder.text import is_blank, length, plain, tidy

from .conditions import is_number
from .formats import READERS
from .outcome import Fault

Reading = tuple[Any, Fault | None]
WRONG = Fault("wrong_type")
# Longer than any answer may be: refused before it costs time.
MAX_RAW_TEXT = 20_000
MAX_SAFE = 9007199254740991
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_ADDRESS_PARTS = ("county", "district", "street", "postal_code")


def read(item: dict, raw: Any) -> Reading:
    """The answer to one question (all types but `repeat`) in its kept form."""
    if raw is None or (isinstance(raw, str) and len(raw) <= MAX_RAW_TEXT and is_blank(raw)):
        return None, None
    if isinstance(raw, str) and len(raw) > MAX_RAW_TEXT:
        return None, Fault("too_long", {"limit": longest(item), "count": len(raw)})
    return _READERS[item["type"]](item, raw)


def longest(item: dict) -> int:
    """The most characters that a text answer may have."""
    limit = MAX_SHORT_ANSWER if item["type"] == "short_text" else 5000
    return min(item.get("max_length") or limit, limit)


def _short_text(item: dict, raw: Any) -> Reading:
    if not isinstance(raw, str):
        return None, WRONG
    reader = READERS.get(item.get("format", "text"))
    return reader(raw) if reader else (tidy(raw, lines=False), None)


def _long_text(item: dict, raw: Any) -> Reading:
    return (tidy(raw, lines=True), None) if isinstance(raw, str) else (None, WRONG)


def _number(item: dict, raw: Any) -> Reading:
    if isinstance(raw, str):
        text = plain(raw)
        if not _NUMBER.fullmatch(text):
            return None, Fault("number")
        raw = float(text.replace(",", ""))
    if not is_number(raw) or raw != raw:
        return None, WRONG
    if abs(raw) > MAX_SAFE:
        return None, Fault("number")
    return (int(raw) if raw == int(raw) else raw), None


def _scale(item: dict, raw: Any) -> Reading:
    value, fault = _number(item, raw)
    return (value, None) if fault is None and isinstance(value, int) else (None, fault or WRONG)


def _yes_no(item: dict, raw: Any) -> Reading:
    return (raw, None) if isinstance(raw, bool) else (None, WRONG)


def _other(item: dict, raw: Any) -> Reading:
    """`{"other": "my own words"}`, where the question lets people write their own."""
    text = raw.get("other")
    if not item.get("other") or len(raw) != 1 or not isinstance(text, str) or len(text) > MAX_RAW_TEXT:
        return None, WRONG
    if is_blank(text):
        return None, Fault("other_blank")
    text = tidy(text, lines=False)
    if length(text) > MAX_SHORT_ANSWER:
        return None, Fault("too_long", {"limit": MAX_SHORT_ANSWER, "count": length(text)})
    return {"other": text}, None


def _single_choice(item: dict, raw: Any) -> Reading:
    if isinstance(raw, dict):
        return _other(item, raw)
    if not isinstance(raw, str):
        return None, WRONG
    return (raw, None) if any(choice["id"] == raw for choice in item["choices"]) else (None, Fault("unknown_choice"))


def _multi_choice(item: dict, raw: Any) -> Reading:
    """Chosen ids in the order of the form, own words last."""
    if not isinstance(raw, list):
        return None, WRONG
    ids = [choice["id"] for choice in item["choices"]]
    words = [part for part in raw if isinstance(part, dict)]
    picked = [part for part in raw if not isinstance(part, dict)]
    if not all(isinstance(part, str) for part in picked) or len(words) > 1:
        return None, WRONG
    if any(part not in ids for part in picked):
        return None, Fault("unknown_choice")
    value: list[Any] = [choice for choice in ids if choice in picked]
    if words:
        other, fault = _other(item, words[0])
        if fault:
            return value or None, fault
        value.append(other)
    return value or None, None


def _date(item: dict, raw: Any) -> Reading:
    if not isinstance(raw, str):
        return None, WRONG
    day = read_date(raw)
    return (day, None) if day else (None, Fault("date"))


def _files(item: dict, raw: Any) -> Reading:
    """Ids of uploads, each once, in the order given."""
    if not isinstance(raw, list) or not all(isinstance(uid, str) and UUID.fullmatch(uid.lower()) for uid in raw):
        return None, WRONG
    return list(dict.fromkeys(uid.lower() for uid in raw)) or None, None


def _address(item: dict, raw: Any) -> Reading:
    if not isinstance(raw, dict) or not set(raw) <= set(_ADDRESS_PARTS):
        return None, WRONG
    if not all(part is None or (isinstance(part, str) and len(part) <= MAX_RAW_TEXT) for part in raw.values()):
        return None, WRONG
    value = {name: tidy(raw[name], lines=False) for name in _ADDRESS_PARTS if raw.get(name) and not is_blank(raw[name])}
    if not value:
        return None, None
    too_long = [part for part in value.values() if length(part) > MAX_SHORT_ANSWER]
    if too_long:
        return None, Fault("too_long", {"limit": MAX_SHORT_ANSWER, "count": length(too_long[0])})
    needed = ("county", "district", "street") if item.get("detail") == "full" else ("county", "district")
    missing = [name for name in needed if name not in value]
    return value, Fault("address", {"missing": missing}) if missing else None


def _consent(item: dict, raw: Any) -> Reading:
    """A tick is `true`; a refusal is no answer. A typed consent is the name that was typed."""
    if item.get("typed"):
        return _short_text({"type": "short_text"}, raw)
    return (True if raw else None, None) if isinstance(raw, bool) else (None, WRONG)


_READERS: dict[str, Callable[[dict, Any], Reading]] = {
    "short_text": _short_text, "long_text": _long_text, "number": _number, "scale": _scale, "yes_no": _yes_no,
    "single_choice": _single_choice, "multi_choice": _multi_choice, "date": _date, "photo": _files, "file": _files,
    "address": _address, "consent": _consent,
}  # fmt: skip
