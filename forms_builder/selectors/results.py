"""Reading what was sent: who answered what, and what it adds up to. Constant query counts, whatever the size."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.functional import cached_property

from forms_builder import definition as definitions
from forms_builder.models import Form, FormVersion, Submission, Upload
from forms_builder.reading import in_words
from forms_builder.rendering import file_shown
from forms_builder.text import folded

PAGE_SIZE = 25
# Newest first; what lies beyond is counted, and found by the words that people search for.
SUMMARY_LIMIT = 5000
CHOICES = ("single_choice", "multi_choice")


@dataclass(frozen=True)
class Column:
    """One question over all versions: its words now, and what it was called before."""

    id: str
    item: dict
    was: list[str] = field(default_factory=list)
    is_removed: bool = False

    @property
    def label(self):
        return self.item.get("label") or ""

    @property
    def type(self):
        return self.item["type"]


@dataclass(frozen=True)
class Cell:
    """One answer as it is read: words or files; `is_withheld` without the right to private answers."""

    text: str = ""
    files: list[dict] = field(default_factory=list)
    is_withheld: bool = False


@dataclass(frozen=True)
class Row:
    submission: Submission
    cells: list[Cell]


class Results:
    """The answers to one form for one reader: columns over all versions, rows by page, a summary by question."""

    def __init__(self, form: Form, *, language: str, may_see_private: bool):
        self.form, self.language, self.may_see_private = form, language, may_see_private

    @cached_property
    def versions(self) -> dict[int, dict]:
        rows = FormVersion.objects.filter(form=self.form).order_by("number").values_list("pk", "definition")
        return {pk: definitions.public_projection(document, self.language) for pk, document in rows}

    @cached_property
    def columns(self) -> list[Column]:
        """The questions of the newest version first, then those that earlier ones asked."""
        found: dict[str, Column] = {}
        for age, document in enumerate(reversed(list(self.versions.values()))):
            for item in definitions.questions(document):
                known = found.get(item["id"])
                if known is None:
                    found[item["id"]] = Column(item["id"], item, is_removed=age > 0)
                elif item["label"] not in (known.label, *known.was):
                    known.was.append(item["label"])
        return list(found.values())

    def sent(self):
        """What was sent and not taken back, newest first."""
        return (
            Submission.objects.filter(version__form=self.form, submitted_at__isnull=False, withheld_at=None)
            .select_related("respondent")
            .order_by("-submitted_at", "-pk")
        )

    @cached_property
    def withheld_count(self) -> int:
        """Taken back by those who sent them: they are counted, not read."""
        return Submission.objects.filter(version__form=self.form).exclude(withheld_at=None).count()

    def page(self, number: Any, *, question: str = "", words: str = "") -> Page:
        """One page of rows, of those whose answer (to `question`, or to any) has the words in it."""
        found = self.sent()
        if words.strip():
            found = found.filter(pk__in=self._matching(question, folded(words)))
        page = Paginator(found, PAGE_SIZE).get_page(number)
        page.object_list = self.rows(list(page.object_list))
        return page

    def rows(self, submissions: list[Submission]) -> list[Row]:
        files: dict[str, Upload] = {
            str(upload.uid): upload for upload in Upload.objects.filter(submission__in=[one.pk for one in submissions])
        }
        return [Row(one, [self._cell(column, one, files) for column in self.columns]) for one in submissions]

    def summary(self) -> list["QuestionSummary"]:
        """Per question, over all versions: how often each option was chosen, or how many answered."""
        answers = [*islice(self.sent().values_list("answers", flat=True), SUMMARY_LIMIT)]
        return [self._summary(column, answers) for column in self.columns if not self._is_closed_to_reader(column)]

    def _summary(self, column, answers):
        given = [answer[column.id] for answer in answers if column.id in answer]
        return QuestionSummary(column, len(given), self._bars(column, given))

    def _bars(self, column, given):
        if column.type in CHOICES:
            counts = Counter(part for answer in given for part in _parts(answer))
            labels = {choice["id"]: choice["label"] for choice in self._choices_ever(column.id)}
            rest = sum(count for key, count in counts.items() if key not in labels)
            bars = [Bar(label, counts.get(key, 0), len(given)) for key, label in labels.items()]
            return [*bars, Bar("", rest, len(given))] if rest else bars
        if column.type in ("yes_no", "scale"):
            counts = Counter(given)
            values = (True, False) if column.type == "yes_no" else sorted(counts)
            return [Bar(_plain(column, value), counts.get(value, 0), len(given)) for value in values]
        return []

    def _choices_ever(self, question_id):
        """Every option that was ever offered; a renamed one keeps its bar under its latest name."""
        found: dict[str, dict] = {}
        for document in self.versions.values():
            for choice in (definitions.question(document, question_id) or {}).get("choices", []):
                found[choice["id"]] = choice
        return found.values()

    def _cell(self, column, submission, files):
        if self._is_closed_to_reader(column):
            return Cell(is_withheld=column.id in submission.answers)
        answer = submission.answers.get(column.id)
        if answer is None:
            return Cell()
        if column.type in ("photo", "file"):
            return Cell(files=[file_shown(uid, files.get(uid)) for uid in answer])
        # The wording of the version that was answered, so that an old answer keeps its meaning.
        asked = definitions.question(self.versions[submission.version_id], column.id) or column.item
        if column.type == "repeat":
            return Cell("\n".join(_row_in_words(asked, row) for row in answer if isinstance(row, dict)))
        return Cell(in_words(asked, answer))

    def _is_closed_to_reader(self, column):
        return bool(column.item.get("private")) and not self.may_see_private

    def _matching(self, question, words):
        """Keys of the answers with these words. Searched here: MySQL and SQLite read JSON each in their own way."""
        columns = [
            column
            for column in self.columns
            if question in ("", column.id)
            and column.type not in ("photo", "file")
            and not self._is_closed_to_reader(column)
        ]
        rows = self.sent().only("pk", "answers", "version_id", "respondent__name")
        return [
            one.pk
            for one in rows.iterator(chunk_size=500)
            if (not question and words in folded(one.respondent.name))
            or any(words in folded(self._cell(column, one, {}).text) for column in columns)
        ]


@dataclass(frozen=True)
class Bar:
    """One option, how often it was chosen, and of how many answers; without a label: something else, in own words."""

    label: str
    count: int
    total: int

    @property
    def percent(self):
        return round(100 * self.count / self.total) if self.total else 0


@dataclass(frozen=True)
class QuestionSummary:
    column: Column
    answered: int
    bars: list[Bar]


def _parts(answer):
    parts = answer if isinstance(answer, list) else [answer]
    return [part if isinstance(part, str) else "other" for part in parts]


def _plain(column, value):
    return in_words(column.item, value) if column.type == "yes_no" else str(value)


def _row_in_words(item, row):
    asked = [inner for inner in item["fields"] if inner["id"] in row]
    return " · ".join(in_words(inner, row[inner["id"]]) for inner in asked)
