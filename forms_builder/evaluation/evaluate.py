"""The law: what is visible, what is answered, what is wrong. `form_rules.js` follows it for convenience."""

import math
from collections.abc import Mapping
from datetime import date
from typing import Any

from forms_builder.definition.items import LAYOUT_TYPES
from forms_builder.definition.limits import MAX_ROWS

from .bounds import Files, beyond
from .conditions import holds
from .outcome import Evaluated, Fault, PageProgress, Progress, UnknownQuestions
from .values import WRONG, read

SECONDS = {
    "short_text": 15, "long_text": 45, "number": 10, "yes_no": 5, "single_choice": 8, "multi_choice": 12, "date": 12,
    "scale": 6, "photo": 40, "file": 40, "address": 25, "consent": 10, "repeat": 45,
}  # fmt: skip


def clean(definition: dict, answers: Mapping[str, Any], today: date, *, files: Files | None = None) -> Evaluated:
    """Walk the form in order: hidden questions are neither required nor kept, unknown ones are refused."""
    refuse_unknown(definition, answers)
    walk = _Walk(answers, today, files)
    for page in definition["pages"]:
        walk.page(page)
    for check in definition.get("checks") or []:
        walk.check(check)
    return walk.outcome()


def readings(definition: dict, answers: Mapping[str, Any], today: date) -> dict[str, Any]:
    """Every answer as it is kept, also of questions that are hidden now."""
    walk = _Walk(answers, today, None)
    for page in definition["pages"]:
        for item in page["items"]:
            if item["type"] not in LAYOUT_TYPES:
                walk.question(item)
    return walk.answers


def refuse_unknown(definition: dict, answers: Mapping[str, Any]) -> None:
    """Raise when an answer names a question that this definition does not have."""
    known = {item["id"] for page in definition["pages"] for item in page["items"] if item["type"] not in LAYOUT_TYPES}
    unknown = sorted(str(key) for key in answers if key not in known)
    if unknown:
        raise UnknownQuestions(ids=unknown)


def refuse_unknown_fields(definition: dict, answers: Mapping[str, Any]) -> None:
    """Raise when a row names a field that its question does not have: kept, it would shut her out of her own draft."""
    fields = {
        item["id"]: {field["id"] for field in item["fields"]}
        for page in definition["pages"]
        for item in page["items"]
        if item["type"] == "repeat"
    }
    rows = [(fields[key], row) for key, answer in answers.items() if key in fields for row in _rows_of(answer)]
    unknown = sorted({str(name) for known, row in rows for name in row if name not in known})
    if unknown:
        raise UnknownQuestions(ids=unknown)


def _rows_of(answer: Any) -> list[dict]:
    return [row for row in answer if isinstance(row, dict)] if isinstance(answer, list) else []


def minutes(definition: dict) -> int:
    """About how long the whole form takes, every branch counted."""
    items = [item for page in definition["pages"] for item in page["items"]]
    return _minutes(sum(SECONDS.get(item["type"], 0) for item in items))


def minutes_ahead(definition: dict) -> int:
    """About how long it takes whoever begins: what she sees before an answer opens more, as the first step says."""
    return clean(definition, {}, date.min).progress.minutes_left


def _minutes(seconds: int) -> int:
    return math.ceil(seconds / 60)


class _Walk:
    """One pass over the document; every condition sees only what was visible before it."""

    def __init__(self, raw: Mapping[str, Any], today: date, files: Files | None):
        self.raw, self.today, self.files = raw, today, files
        self.visible: list[str] = []
        self.pages: list[PageProgress] = []
        self.answers: dict[str, Any] = {}
        self.errors: dict[str, list[Fault]] = {}
        self.warnings: dict[str, list[Fault]] = {}
        self.flags: list[str] = []
        self.seconds = 0

    def page(self, page: dict) -> None:
        if not holds(page.get("show_if"), self.answers, self.today):
            return
        shown = [item for item in page["items"] if self.item(item)]
        if shown:
            questions = [item["id"] for item in shown if item["type"] not in LAYOUT_TYPES]
            answered = sum(key in self.answers for key in questions)
            missing = sum(any(fault.code == "required" for fault in self.errors.get(key, ())) for key in questions)
            self.pages.append(PageProgress(page["id"], answered, len(questions), missing))

    def item(self, item: dict) -> bool:
        if not holds(item.get("show_if"), self.answers, self.today):
            return False
        self.visible.append(item["id"])
        if item["type"] not in LAYOUT_TYPES:
            self.question(item)
        return True

    def question(self, item: dict) -> None:
        key, raw = item["id"], self.raw.get(item["id"])
        needed = self._is_needed(item)
        value = self._rows(item, raw) if item["type"] == "repeat" else self._value(item, key, raw)
        if value is None:
            self.seconds += SECONDS[item["type"]]
            if needed and key not in self.errors:
                self._fault(key, Fault("required", {"type": item["type"]}))
        else:
            self.answers[key] = value

    def _is_needed(self, item: dict) -> bool:
        if item.get("required"):
            return True
        rule = item.get("required_if")
        return rule is not None and holds(rule, self.answers, self.today)

    def _value(self, item: dict, key: str, raw: Any) -> Any:
        value, fault = read(item, raw)
        if fault is None and value is not None:
            fault = beyond(item, value, self.today, self.files)
        if fault:
            self._fault(key, fault)
        return value

    def _rows(self, item: dict, raw: Any) -> list[dict] | None:
        """Rows with something in them; faults carry the number of the row as it was given."""
        key = item["id"]
        if raw is None:
            return None
        if not isinstance(raw, list) or not all(isinstance(row, dict) for row in raw):
            self._fault(key, WRONG)
            return None
        most = item.get("max_rows") or MAX_ROWS
        if len(raw) > max(most, MAX_ROWS):
            self._fault(key, Fault("too_many_rows", {"limit": most, "count": len(raw)}))
            return None
        rows = [row for number, given in enumerate(raw) if (row := self._row(item, number, given))]
        if not rows:
            return None
        least = item.get("min_rows")
        if len(rows) > most:
            self._fault(key, Fault("too_many_rows", {"limit": most, "count": len(rows)}))
        elif least and len(rows) < least:
            self._fault(key, Fault("too_few_rows", {"limit": least, "count": len(rows)}))
        return rows

    def _row(self, item: dict, number: int, given: dict) -> dict:
        fields = {field["id"]: field for field in item["fields"]}
        unknown = sorted(str(key) for key in given if key not in fields)
        if unknown:
            raise UnknownQuestions(ids=unknown)
        faults: dict[str, Fault] = {}
        row: dict[str, Any] = {}
        for key, field in fields.items():
            value, fault = read(field, given.get(key))
            if fault is None and value is not None:
                fault = beyond(field, value, self.today, self.files)
            if value is not None:
                row[key] = value
            if fault:
                faults[key] = fault
            elif value is None and field.get("required"):
                faults[key] = Fault("required", {"type": field["type"]})
        if row or any(fault.code != "required" for fault in faults.values()):
            for key, fault in faults.items():
                self._fault(f"{item['id']}.{number}.{key}", fault)
        return row

    def _fault(self, key: str, fault: Fault) -> None:
        self.errors.setdefault(key, []).append(fault)

    def check(self, check: dict) -> None:
        """Said only where it can be mended: at a visible question."""
        if not holds(check["when"], self.answers, self.today):
            return
        level = check.get("level", "warning")
        if level == "internal":
            self.flags.append(check["id"])
        elif check["on"] in self.visible:
            said = self.errors if level == "error" else self.warnings
            said.setdefault(check["on"], []).append(Fault("check", {"id": check["id"], "message": check["message"]}))

    def outcome(self) -> Evaluated:
        progress = Progress(
            answered=sum(page.answered for page in self.pages),
            total=sum(page.total for page in self.pages),
            missing=sum(page.missing for page in self.pages),
            minutes_left=_minutes(self.seconds),
            pages=tuple(self.pages),
        )
        pages = tuple(page.id for page in self.pages)
        return Evaluated(
            tuple(self.visible), pages, self.answers, self.errors, self.warnings, tuple(self.flags), progress
        )
