"""Which answer sheets a reader wants to see, and in which order: asked of the database, also at ten thousand."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Avg, Case, F, FloatField, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils import timezone

from forms_builder import lookup
from forms_builder.models import Form, Review, Submission
from forms_builder.selectors.batches import batches, keys_of
from forms_builder.selectors.questionnaires import Questionnaire
from forms_builder.text import folded

READABLE = Q(withheld_at=None, purged_at=None)
SORTED_BY_ANSWER = ("number", "scale", "date")
ORDERS = {
    "newest": ("-submitted_at", "-pk"),
    "oldest": ("submitted_at", "pk"),
    "name": ("respondent__name", "-submitted_at", "-pk"),
}


@dataclass(frozen=True)
class Filters:
    """What was asked for; empty means everybody, the newest first. `sort`: of ORDERS, `score`, `q_id` or `-q_id`."""

    words: str = ""
    question: str = ""
    since: date | None = None
    until: date | None = None
    version: int | None = None
    options: tuple[tuple[str, str], ...] = ()
    least_score: int | None = None
    sort: str = "newest"
    columns: tuple[str, ...] = field(default=(), compare=False)

    @property
    def is_narrow(self) -> bool:
        return bool(self.words or self.since or self.until or self.version or self.options or self.least_score)


def sent_to(form: Form) -> QuerySet[Submission]:
    """Whatever was sent, also what can no longer be read: that it was sent stays."""
    return Submission.objects.filter(version__form=form, submitted_at__isnull=False)


def found(asks: Questionnaire, filters: Filters, *, may_review: bool) -> QuerySet[Submission]:
    """Those that the database can tell, in the order asked for; `score` is annotated for whoever may see it."""
    rows = sent_to(asks.form).filter(_within(filters))
    for question_id, value in filters.options:
        column = asks.column(question_id)
        if column is None or column not in asks.open_columns:
            return rows.none()
        rows = rows.filter(READABLE, _not_closed(asks, column), lookup__contains=lookup.has_option(question_id, value))
    if may_review:
        rows = rows.annotate(score=_score())
        if filters.least_score:
            rows = rows.filter(score__gte=filters.least_score)
    return rows.order_by(*_order(asks, filters.sort, may_review=may_review))


def matching(asks: Questionnaire, rows: QuerySet[Submission], filters: Filters) -> list[int]:
    """The keys of those with the words: in a name, or in an answer that this reader may read. In order."""
    words = folded(filters.words)
    hits = set(_answered_with(asks, rows, filters, words))
    people = rows.values_list("pk", "respondent__name", "respondent__erased_at")
    return [
        pk
        for pk, name, erased_at in people.iterator(2000)
        if pk in hits or (not filters.question and erased_at is None and words in folded(name))
    ]


def _answered_with(asks, rows, filters, words) -> Iterator[int]:
    """The database finds who has the words anywhere; each is looked at again: in which answer, and may it be read."""
    said = keys_of(rows.order_by().filter(READABLE, lookup__contains=words))
    for batch in batches(Submission.objects.only("version_id", "lookup"), said):
        yield from (one.pk for one in batch if any(_open_hits(asks, filters, words, one.version_id, one.lookup)))


def _open_hits(asks, filters, words, version_id, text) -> Iterator[bool]:
    for question_id in lookup.found_in(text, words):
        if filters.question in ("", question_id):
            column = asks.column(question_id)
            yield column is not None and not asks.is_closed(column, version_id)


def _within(filters):
    within = Q()
    if filters.since:
        within &= Q(submitted_at__gte=_midnight(filters.since))
    if filters.until:
        within &= Q(submitted_at__lt=_midnight(filters.until + timedelta(days=1)))
    if filters.version:
        within &= Q(version__number=filters.version)
    return within


def _midnight(day):
    return timezone.make_aware(datetime.combine(day, time()))


def _not_closed(asks, column):
    """Only the versions whose answer this reader may read: nobody learns a private answer by filtering for it."""
    return Q(version__in=[pk for pk in asks.versions if not asks.is_closed(column, pk)])


def _score():
    """The mean of all reviewers' scores."""
    mean = Review.objects.filter(submission=OuterRef("pk")).order_by().values("submission").annotate(mean=Avg("score"))
    return Subquery(mean.values("mean"), output_field=FloatField())


def sorts(asks: Questionnaire, *, may_review: bool) -> list[str]:
    """Every order that this reader may ask for: none that would tell her of answers, or scores, that are not hers."""
    answered = [column.id for column in asks.open_columns if column.type in SORTED_BY_ANSWER]
    return [*ORDERS, *(["score"] if may_review else []), *(sign + key for key in answered for sign in ("-", ""))]


def _order(asks, sort, *, may_review):
    if sort in ORDERS or sort not in sorts(asks, may_review=may_review):
        return ORDERS.get(sort, ORDERS["newest"])
    if sort == "score":
        return F("score").desc(nulls_last=True), "-submitted_at", "-pk"
    column = asks.column(sort.lstrip("-"))
    value = KeyTextTransform(column.id, "answers")
    given = value if column.type == "date" else Cast(value, FloatField())
    key = Case(When(READABLE & _not_closed(asks, column), then=given), default=None)
    way = key.desc(nulls_last=True) if sort.startswith("-") else key.asc(nulls_last=True)
    return way, "-submitted_at", "-pk"
