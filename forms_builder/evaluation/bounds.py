"""Is a readable answer within what the question asks for? One fault at most, the first that matters."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from forms_builder.dates import bound
from forms_builder.text import length

from .outcome import Fault
from .values import longest

Files = Mapping[str, Mapping[str, Any]]


def beyond(item: dict, value: Any, today: date, files: Files | None) -> Fault | None:
    """The fault of a value that can be read but does not fit."""
    test = _TESTS.get(item["type"])
    return test(item, value, today, files) if test else None


def _text(item: dict, value: str, today: date, files: Files | None) -> Fault | None:
    count, limit, least = length(value), longest(item), item.get("min_length")
    if count > limit:
        return Fault("too_long", {"limit": limit, "count": count})
    return Fault("too_short", {"limit": least, "count": count}) if least and count < least else None


def _number(item: dict, value: float, today: date, files: Files | None) -> Fault | None:
    if item.get("integer") and not isinstance(value, int):
        return Fault("not_integer")
    return _between(value, item.get("min"), item.get("max"))


def _scale(item: dict, value: int, today: date, files: Files | None) -> Fault | None:
    return _between(value, item.get("min", 1), item.get("max", 5))


def _between(value: float, least: float | None, most: float | None) -> Fault | None:
    if least is not None and value < least:
        return Fault("too_small", {"limit": least})
    return Fault("too_big", {"limit": most}) if most is not None and value > most else None


def _date(item: dict, value: str, today: date, files: Files | None) -> Fault | None:
    least, most = bound(item.get("min"), today), bound(item.get("max"), today)
    if least and value < least:
        return Fault("too_early", {"limit": least})
    return Fault("too_late", {"limit": most}) if most and value > most else None


def _multi_choice(item: dict, value: list, today: date, files: Files | None) -> Fault | None:
    exclusive = {choice["id"] for choice in item["choices"] if choice.get("exclusive")}
    alone = any(isinstance(part, str) and part in exclusive for part in value)
    if alone:
        return Fault("exclusive") if len(value) > 1 else None
    least, most = item.get("min_selected"), item.get("max_selected")
    if least and len(value) < least:
        return Fault("too_few_selected", {"limit": least, "count": len(value)})
    return Fault("too_many_selected", {"limit": most, "count": len(value)}) if most and len(value) > most else None


def _files(item: dict, value: list[str], today: date, files: Files | None) -> Fault | None:
    """`files` tells, per upload, its `bytes`, `kind` (image or pdf), `width`, `height`; None: not asked here."""
    least, most = item.get("min_files"), item.get("max_files") or 10
    if least and len(value) < least:
        return Fault("too_few_files", {"limit": least, "count": len(value)})
    if len(value) > most:
        return Fault("too_many_files", {"limit": most, "count": len(value)})
    if files is None:
        return None
    return next((fault for uid in value if (fault := of_file(item, files.get(uid)))), None)


def of_file(item: dict, facts: Mapping[str, Any] | None) -> Fault | None:
    """What is wrong with one file that answers the question; how many there are is asked elsewhere."""
    if facts is None:
        return Fault("unknown_file")
    if facts.get("state") == "rejected":
        return Fault("file_rejected")
    accepted = ["image"] if item["type"] == "photo" else item.get("accept") or ["pdf", "image"]
    if facts.get("kind", "image") not in accepted:
        return Fault("file_kind")
    most = item.get("max_mb") or 15
    if facts.get("bytes", 0) > most * 1024 * 1024:
        return Fault("file_too_big", {"limit": most})
    least, width, height = item.get("min_pixels"), facts.get("width"), facts.get("height")
    # A photo still being processed has no size yet: it may be sent, and is asked for again if decoding fails.
    if least and width and height and min(width, height) < least:
        return Fault("too_few_pixels", {"limit": least})
    return None


_TESTS: dict[str, Callable[..., Fault | None]] = {
    "short_text": _text, "long_text": _text, "number": _number, "scale": _scale, "date": _date,
    "multi_choice": _multi_choice, "photo": _files, "file": _files,
}  # fmt: skip
