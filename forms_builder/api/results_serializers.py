"""What the API of results takes and gives, field by field."""

from typing import Any

from rest_framework import serializers

from forms_builder.selectors.answer_filters import Filters
from forms_builder.selectors.results import end_of

STATES = {"": "readable", "withheld": "taken_back", "purged": "purged"}


class FilterSerializer(serializers.Serializer):
    """Which answer sheets; all of it optional."""

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
        )


class ExportFilterSerializer(FilterSerializer):
    format = serializers.ChoiceField(["csv", "xlsx"], default="csv")


class SheetSerializer(serializers.Serializer):
    """One answer sheet. `answers`: {question id: value}; `closed`: answered, but private and not for this reader."""

    id = serializers.UUIDField(source="uid")
    name = serializers.CharField(source="respondent.shown_name")
    sent_at = serializers.DateTimeField(source="submitted_at")
    version = serializers.SerializerMethodField()
    state = serializers.SerializerMethodField()
    answers = serializers.SerializerMethodField()
    closed = serializers.SerializerMethodField()

    def get_version(self, one) -> int:
        return self._asks.versions[one.version_id].number

    def get_state(self, one) -> str:
        return STATES[end_of(one)]

    def get_answers(self, one) -> dict[str, Any]:
        return {key: value for key, value in self._kept(one).items() if not self._is_closed(key, one)}

    def get_closed(self, one) -> list[str]:
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
