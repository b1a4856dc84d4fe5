"""The rows of an export: one column a question over all versions, each cell with what it is."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from forms_builder import standings
from forms_builder.evaluation import formats
from forms_builder.models import Submission
from forms_builder.selectors.answer_filters import Filters
from forms_builder.selectors.questionnaires import Column
from forms_builder.selectors.results import Results, end_of, words_of


class Phone(str):
    """A telephone number in its own strict format: its "+" is no formula."""


Value = str | Phone | int | float | date | datetime | None


class Table(NamedTuple):
    header: list[str]
    rows: Iterator[list[Value]]


def table(results: Results, filters: Filters) -> Table:
    """Header and rows of everybody whom the filters leave; private questions only for whoever may read them.

    The owner is also told what each was for, and how it stands there: a form may serve several posts.
    """
    columns = [column for column in results.asks.chosen(filters.columns) if column in results.asks.open_columns]
    facts = [_("Name"), pgettext("results", "Sent"), pgettext("form", "Version"), pgettext("results", "State")]
    if _is_owner(results):
        facts += [pgettext("results", "For"), pgettext("results", "Decision")]
    if results.reader.may_review:
        facts.append(_("Score"))
    return Table([*facts, *labels(columns, taken=facts)], _rows(results, filters, columns))


def labels(columns: list[Column], *, taken: Iterable[str]) -> list[str]:
    """The latest words of each question, with its id where two columns (or one of those `taken`) say the same."""
    times = Counter([*taken, *(column.label for column in columns)])
    return [column.label if times[column.label] == 1 else f"{column.label} ({column.id})" for column in columns]


def _rows(results, filters, columns):
    for batch in results.batches(filters):
        known = standings.of([one.pk for one in batch], results.reader.user) if _is_owner(results) else {}
        for one in batch:
            facts = _facts(results, one, known.get(one.pk))
            yield [*facts, *(_value(results, column, one) for column in columns)]


def _facts(results, one, standing):
    facts = [
        one.respondent.shown_name,
        timezone.localtime(one.submitted_at).replace(tzinfo=None, microsecond=0),
        results.asks.versions[one.version_id].number,
        state_words(one),
    ]
    if _is_owner(results):
        facts += [standing.about, standing.words] if standing else [None, None]
    return [*facts, one.score] if results.reader.may_review else facts


def _is_owner(results):
    return results.form.owner_id == results.reader.user.pk


def state_words(submission: Submission) -> str:
    """What can still be read of it."""
    words = {
        "withheld": pgettext("answers", "taken back"),
        "purged": pgettext("answers", "purged"),
        "": pgettext("answers", "sent"),
    }
    return words[end_of(submission)]


def _value(results, column, submission) -> Value:
    answer = submission.answers.get(column.id) if submission.is_readable else None
    if answer is None:
        return None
    if results.asks.is_closed(column, submission.version_id):
        return pgettext("answer", "Private")
    return typed(results.asks.asked(column, submission.version_id), answer)


def typed(item: dict, answer: Any) -> Value:
    """One answer as what it is: numbers, days and telephone numbers as such, everything else in words."""
    kind = item["type"]
    if kind in ("photo", "file"):
        return "\n".join(f"{settings.PUBLIC_URL}/uploads/{uid}/" for uid in answer)
    if kind in ("number", "scale") and isinstance(answer, int | float) and not isinstance(answer, bool):
        return answer
    if kind == "date":
        return _day(answer)
    words = words_of(item, answer)
    if item.get("format") == "phone":
        number, fault = formats.read_phone(words)
        return Phone(number) if fault is None and number == words else words
    return words


def _day(answer):
    try:
        return date.fromisoformat(answer)
    except (TypeError, ValueError):
        return str(answer)
