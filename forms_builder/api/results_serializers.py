"""What the API of results takes and gives, field by field."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from forms_builder.selectors.answer_filters import Filters
from forms_builder.services.reviews import SCORES

STATES = {"": "readable", "withheld": "taken_back", "purged": "purged"}


class FilterSerializer(serializers.Serializer):
    """Which answer sheets; all of it optional. Asked of one reader's results: `context["results"]`."""

    q = serializers.CharField(max_length=200, required=False, help_text="Words in a name or in an answer.")
    question = serializers.CharField(max_length=24, required=False, help_text="Search only in this question.")
    since = serializers.DateField(required=False)
    until = serializers.DateField(required=False)
    version = serializers.IntegerField(min_value=1, max_value=2**31 - 1, required=False)
    answer = serializers.RegexField(
        r"^[a-z]_[A-Za-z0-9_]{1,22}=[A-Za-z0-9_]{1,24}$",
        required=False,
        help_text="Who chose this option: `q_home=c_flat`, `q_pets=true`.",
    )

    score = serializers.IntegerField(
        min_value=min(SCORES),
        max_value=max(SCORES),
        required=False,
        help_text="The mean of the reviewers' scores is at least this; for reviewers.",
    )

    def validate_score(self, score):
        if not self.context["results"].reader.may_review:
            raise serializers.ValidationError(_("Only whoever reviews these answers sees scores."))
        return score

    def filters(self):
        given = self.validated_data
        question_id, sign, value = given.get("answer", "").partition("=")
        return Filters(
            words=given.get("q", ""),
            question=given.get("question", ""),
            since=given.get("since"),
            until=given.get("until"),
            version=given.get("version"),
            options=((question_id, value),) if sign else (),
            least_score=given.get("score"),
            sort=given.get("sort", "newest"),
            columns=tuple(given.get("col", ())),
        )


class SortedFilterSerializer(FilterSerializer):
    """The same, and in which order."""

    sort = serializers.CharField(
        max_length=25,
        required=False,
        help_text="`newest` (else), `oldest`, `name`, `score` (the best first; for reviewers), or the id of a number, "
        "a scale or a date: `q_age` the least first, `-q_age` the most. Who did not answer comes last.",
    )

    def validate_sort(self, sort):
        """What this reader may not read is refused in the words for what was never asked."""
        if sort not in self.context["results"].sorts:
            raise serializers.ValidationError(_("The answers can not be put in this order."))
        return sort


class ExportFilterSerializer(SortedFilterSerializer):
    format = serializers.ChoiceField(["csv", "xlsx"], default="csv")
    col = serializers.ListField(
        child=serializers.CharField(max_length=24),
        max_length=150,
        required=False,
        help_text="Only these questions, in the order of the form; once for each.",
    )


class ReviewSerializer(serializers.Serializer):
    """One's own."""

    score = serializers.IntegerField(allow_null=True)
    note = serializers.CharField()


class StandingSerializer(serializers.Serializer):
    """What became of it, where the reader may know: for what, the state, and the page where it is decided."""

    about = serializers.CharField()
    state = serializers.SerializerMethodField()
    url = serializers.CharField()

    def get_state(self, standing) -> str:
        return standing.chip[1] if standing.chip else ""


class SheetSerializer(serializers.Serializer):
    """One answer sheet. `answers`: {question id: value}; `closed`: answered, but private and not for this reader.

    `score` (the mean of all reviewers) and `review` (one's own score and note) are for reviewers, null for others.
    """

    id = serializers.UUIDField(source="submission.uid")
    name = serializers.CharField()
    sent_at = serializers.DateTimeField()
    version = serializers.IntegerField(source="number")
    state = serializers.SerializerMethodField()
    answers = serializers.SerializerMethodField()
    closed = serializers.SerializerMethodField()
    score = serializers.FloatField(allow_null=True)
    review = ReviewSerializer(allow_null=True)
    standing = StandingSerializer(allow_null=True)

    def get_state(self, row) -> str:
        return STATES[row.end]

    def get_answers(self, row) -> dict[str, Any]:
        one = row.submission
        return {key: value for key, value in self._kept(one).items() if not self._is_closed(key, one)}

    def get_closed(self, row) -> list[str]:
        one = row.submission
        return [key for key in self._kept(one) if self._is_closed(key, one)]

    @property
    def _asks(self):
        return self.context["results"].asks

    def _kept(self, one):
        return one.answers if one.is_readable else {}

    def _is_closed(self, key, one):
        column = self._asks.column(key)
        return column is None or self._asks.is_closed(column, one.version_id)


class BarSerializer(serializers.Serializer):
    value = serializers.CharField()
    label = serializers.CharField()
    count = serializers.IntegerField()
    percent = serializers.IntegerField()
    was = serializers.ListField(child=serializers.CharField())
    is_removed = serializers.BooleanField()


class SpreadSerializer(serializers.Serializer):
    """Of numbers, or of days (then without a mean)."""

    least = serializers.CharField()
    median = serializers.CharField()
    mean = serializers.CharField(allow_null=True)
    most = serializers.CharField()


class SummarySerializer(serializers.Serializer):
    """One question over all versions. `kept`: how many of its answers can still be read."""

    id = serializers.CharField(source="column.id")
    type = serializers.CharField(source="column.type")
    label = serializers.CharField(source="column.label")
    was = serializers.ListField(child=serializers.CharField(), source="column.was")
    is_removed = serializers.BooleanField(source="column.is_removed")
    answered = serializers.IntegerField()
    kept = serializers.IntegerField()
    bars = BarSerializer(many=True)
    spread = SpreadSerializer(allow_null=True)
