"""Whole answer sheets: one person's answers as they were asked, page by page."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page

from forms_builder import reading
from forms_builder.models import Submission, Upload
from forms_builder.selectors.answer_filters import Filters
from forms_builder.selectors.questionnaires import Asked
from forms_builder.selectors.results import Results, Row
from petbuddy.errors import Missing

AT_ONCE = 100


@dataclass(frozen=True)
class Sheet:
    """Everything about one person's answers that this reader may see. No pages where nothing can be read any more."""

    row: Row
    asked: Asked
    pages: list[dict[str, Any]]

    @property
    def submission(self) -> Submission:
        return self.row.submission

    @property
    def review(self):
        return self.row.review


def sheet(results: Results, uid: uuid.UUID) -> Sheet:
    """Raises Missing: not of this form, or not sent."""
    found = results.of([uid])
    if not found:
        raise Missing
    return _sheets(results, found)[0]


def part(results: Results, uids: Sequence[str], filters: Filters, number: Any) -> Page:
    """One part of the sheets asked for, or of all that the filters leave: a page of a paginator that knows how many."""
    everybody = results.of(known_uids(uids)) if uids else None
    page = results.part(number, AT_ONCE, filters, everybody)
    page.object_list = _sheets(results, page.object_list)
    return page


def people(results: Results, uids: Iterable[str]) -> list[Submission]:
    """Those asked for, all of this form. Raises Missing when there are none."""
    found = results.of(known_uids(uids))
    if not found:
        raise Missing
    return found


def known_uids(uids: Iterable[str]) -> list[uuid.UUID]:
    """What really are keys, each once, in order."""
    found: dict[uuid.UUID, None] = {}
    for text in uids:
        try:
            found[uuid.UUID(str(text))] = None
        except ValueError:
            continue
    return list(found)


def _sheets(results, submissions):
    files: dict[int | None, list[Upload]] = {}
    for upload in Upload.objects.filter(submission__in=[one.pk for one in submissions]):
        files.setdefault(upload.submission_id, []).append(upload)
    rows = results.rows(submissions, columns=[])
    return [Sheet(row, _asked(results, row), _pages(results, row, files)) for row in rows]


def _asked(results, row):
    return results.asks.versions[row.submission.version_id]


def _pages(results, row, files):
    if row.end:
        return []
    open_ids = {column.id for column in results.asks.open_columns}
    return reading.answer_pages(
        _asked(results, row).document,
        row.submission.answers,
        language=results.asks.language,
        files=files.get(row.submission.pk, ()),
        may_see_private=results.reader.may_see_private,
        closed={column.id for column in results.columns} - open_ids,
    )
