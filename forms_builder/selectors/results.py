"""Reading what was sent: who answered what, one row each.

A page costs the same number of queries whatever the size; reading all of them one more for each batch.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from forms_builder import standings
from forms_builder.models import Form, Review, Submission, Upload
from forms_builder.permissions import rights_of
from forms_builder.reading import in_words
from forms_builder.rendering import file_shown
from forms_builder.selectors import answer_filters
from forms_builder.selectors.answer_filters import Filters
from forms_builder.selectors.batches import batches, keys_of
from forms_builder.selectors.questionnaires import Column, Questionnaire
from petbuddy.errors import Forbidden

PAGE_SIZE = 25


@dataclass(frozen=True)
class Reader:
    """Who reads the results of one form, and how much of them."""

    user: Any
    may_see_private: bool = False
    may_review: bool = False
    may_export: bool = False
    may_delete: bool = False
    may_share: bool = False


@dataclass(frozen=True)
class Cell:
    """One answer as it is read: words or files; `is_withheld` without the right to private answers."""

    text: str = ""
    files: list[dict] = field(default_factory=list)
    is_withheld: bool = False


@dataclass(frozen=True)
class Row:
    """One answer sheet. `end` says why its answers can no longer be read: "withheld", "purged", or empty."""

    submission: Submission
    columns: list[Column]
    cells: list[Cell]
    number: int = 0
    end: str = ""
    score: float | None = None
    review: Review | None = None
    standing: standings.Standing | None = None

    @property
    def answers(self) -> list[tuple[Column, Cell]]:
        return list(zip(self.columns, self.cells, strict=True))

    @property
    def name(self) -> str:
        return self.submission.respondent.shown_name

    @property
    def sent_at(self) -> datetime | None:
        return self.submission.submitted_at


def results_for(form: Form, *, by: Any, language: str, right: str = "view_results") -> "Results":
    """The results as this person may read them. Raises Forbidden without `right`."""
    rights = rights_of(by, form)
    if "view_results" not in rights:
        raise Forbidden(_("You may look at this form, but not at its answers."))
    if right not in rights:
        raise Forbidden(_("You may look at this form, but not do this with it."))
    reader = Reader(
        user=by,
        may_see_private="view_private_answers" in rights,
        may_review="review_results" in rights,
        may_export="export_results" in rights,
        may_delete="delete_results" in rights,
        may_share="share_form" in rights,
    )
    return Results(form, reader, language=language)


class Results:
    """The answers to one form for one reader."""

    def __init__(self, form: Form, reader: Reader, *, language: str):
        self.form, self.reader = form, reader
        self._keys: dict[Filters, Sequence[int]] = {}
        self.asks = Questionnaire(form, language=language, may_see_private=reader.may_see_private)

    @property
    def columns(self) -> list[Column]:
        return self.asks.columns

    @cached_property
    def sent_count(self) -> int:
        return answer_filters.sent_to(self.form).count()

    def found(self, filters: Filters):
        """Everybody whom the filters leave, words aside; without the columns that only a search needs."""
        rows = answer_filters.found(self.asks, filters, may_review=self.reader.may_review)
        return rows.select_related("respondent").defer("lookup", "seqs")

    @cached_property
    def sorts(self) -> list[str]:
        """The orders that this reader may ask for."""
        return answer_filters.sorts(self.asks, may_review=self.reader.may_review)

    def page(self, number: Any, filters: Filters | None = None) -> Page:
        """One page of rows."""
        filters = filters or Filters()
        page = self.part(number, PAGE_SIZE, filters)
        page.object_list = self.rows(list(page.object_list), self.asks.chosen(filters.columns))
        return page

    def part(self, number: Any, size: int, filters: Filters, chosen: list[Submission] | None = None) -> Page:
        """One part of those whom the filters leave, or of those chosen; a part after the last is the last."""
        page = Paginator(self._ordered(filters) if chosen is None else chosen, size).get_page(number)
        page.object_list = self.read(page.object_list)
        return page

    def keys(self, filters: Filters) -> Sequence[int]:
        """The primary keys of all of them, in order; asked once."""
        if filters not in self._keys:
            found = self._ordered(filters)
            self._keys[filters] = found if isinstance(found, list) else keys_of(found)
        return self._keys[filters]

    def batches(self, filters: Filters) -> Iterator[list[Submission]]:
        """All of them, some hundred at a time; memory holds one batch, and the keys of all."""
        return batches(self.found(Filters()), self.keys(filters))

    def read(self, part: Iterable) -> list[Submission]:
        """The sheets with these keys, in their order; sheets stay what they are."""
        part = list(part)
        if not part or isinstance(part[0], Submission):
            return part
        return [one for batch in batches(self.found(Filters()), part) for one in batch]

    def key_of(self, uid: Any) -> int | None:
        """The primary key of one of these answer sheets."""
        return answer_filters.sent_to(self.form).filter(uid=uid).values_list("pk", flat=True).first()

    def of(self, uids: Iterable) -> list[Submission]:
        """Those answer sheets of this form, in the order asked for; foreign and unsent ones are not there."""
        found = {str(one.uid): one for one in self.found(Filters()).filter(uid__in=list(uids))}
        return [found[str(uid)] for uid in uids if str(uid) in found]

    def neighbors(self, submission: Submission, filters: Filters) -> tuple[Any, Any, int, int]:
        """(the one before, the one after, which one it is, of how many) among those whom the filters leave."""
        keys = self.keys(filters)
        if submission.pk not in keys:
            return None, None, 0, len(keys)
        place = keys.index(submission.pk)
        before = keys[place - 1] if place else 0
        after = keys[place + 1] if place + 1 < len(keys) else 0
        uids = dict(Submission.objects.filter(pk__in=[before, after]).values_list("pk", "uid"))
        return uids.get(before), uids.get(after), place + 1, len(keys)

    def rows(self, submissions: list[Submission], columns: list[Column] | None = None) -> list[Row]:
        keys = [one.pk for one in submissions]
        shown = self.columns if columns is None else columns
        files = self._files(keys) if any(column.is_file for column in shown) else {}
        known, reviews = standings.of(keys, self.reader.user), self._reviews(keys)
        return [
            Row(
                one,
                shown,
                [self.cell(column, one, files) for column in shown],
                number=self.asks.versions[one.version_id].number,
                end=end_of(one),
                score=getattr(one, "score", None),
                review=reviews.get(one.pk),
                standing=known.get(one.pk),
            )
            for one in submissions
        ]

    def cell(self, column: Column, submission: Submission, files: dict[str, Upload]) -> Cell:
        """One answer, in the words of the version that was answered: an old answer keeps its meaning."""
        if not submission.is_readable:
            return Cell()
        answer = submission.answers.get(column.id)
        if answer is None:
            return Cell()
        if self.asks.is_closed(column, submission.version_id):
            return Cell(is_withheld=True)
        if column.is_file:
            return Cell(files=[file_shown(uid, files.get(uid)) for uid in answer])
        return Cell(words_of(self.asks.asked(column, submission.version_id), answer))

    def _files(self, keys):
        return {str(upload.uid): upload for upload in Upload.objects.filter(submission__in=keys)}

    def _reviews(self, keys):
        if not self.reader.may_review:
            return {}
        own = Review.objects.filter(submission__in=keys, reviewer=self.reader.user)
        return {review.submission_id: review for review in own}

    def _ordered(self, filters):
        """Their keys as a query that can be cut, or, where words were asked for, as a list.

        Keys alone: MariaDB would otherwise sort whole answer sheets, and average the scores of all, for one page.
        """
        rows = self.found(filters)
        found = answer_filters.matching(self.asks, rows, filters) if filters.words else None
        return rows.values_list("pk", flat=True) if found is None else found


def end_of(submission: Submission) -> str:
    """Why the answers can no longer be read."""
    if submission.withheld_at is not None:
        return "withheld"
    return "purged" if submission.purged_at is not None else ""


def words_of(item: dict, answer: Any) -> str:
    """One answer in words; the rows of a repeat are numbered lines."""
    if item["type"] != "repeat":
        return in_words(item, answer)
    rows = [row for row in answer if isinstance(row, dict)]
    return "\n".join(f"{number}. {_row_in_words(item, row)}" for number, row in enumerate(rows, start=1))


def _row_in_words(item, row):
    asked = [inner for inner in item["fields"] if inner["id"] in row]
    return " · ".join(f"{inner['label']}: {in_words(inner, row[inner['id']])}" for inner in asked)
