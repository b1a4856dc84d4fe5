"""The answers to a form over the API: one by one, added up, and as a file."""

from django.utils.translation import get_language
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.response import Response

from forms_builder.api import results_serializers as serializers
from forms_builder.api.forms import FormView
from forms_builder.exporting import as_csv, as_xlsx
from forms_builder.models import Submission
from forms_builder.selectors.results import results_for
from forms_builder.selectors.summaries import summary
from forms_builder.services import exports
from petbuddy.api_schema import problems_of
from petbuddy.pagination import CursorPages
from petbuddy.streaming import Download

FILTERS = [serializers.FilterSerializer]
FILES = {
    (200, as_csv.CONTENT_TYPE.partition(";")[0]): OpenApiTypes.BINARY,
    (200, as_xlsx.CONTENT_TYPE): OpenApiTypes.BINARY,
}


class ResultsView(FormView):
    """Base: the results as whoever asks may read them."""

    def results(self, right="view_results"):
        return results_for(self.form(), by=self.request.user, language=get_language(), right=right)

    def filters(self, serializer=serializers.FilterSerializer):
        asked = serializer(data=self.request.query_params)
        asked.is_valid(raise_exception=True)
        return asked.filters()


class NewestFirst(CursorPages):
    ordering = "-submitted_at"


class Results(ResultsView, generics.ListAPIView):
    serializer_class = serializers.SheetSerializer
    pagination_class = NewestFirst

    @extend_schema(
        parameters=FILTERS,
        responses={200: serializers.SheetSerializer(many=True), **problems_of(400, 401, 403, 404)},
    )
    def get(self, request, pk):
        """Who answered what, the newest first; answers marked private only with the right to them."""
        return self.list(request)

    def get_queryset(self):
        if getattr(self, "swagger_fake_view", False):
            return Submission.objects.none()
        self.found = self.results()
        return self.found.narrowed(self.filters())

    def get_serializer_context(self):
        return {**super().get_serializer_context(), "results": getattr(self, "found", None)}


class Summary(ResultsView):
    @extend_schema(
        parameters=FILTERS,
        responses={200: serializers.SummarySerializer(many=True), **problems_of(400, 401, 403, 404)},
    )
    def get(self, request, pk):
        """What the answers add up to, question by question over all versions."""
        lines = summary(self.results(), self.filters())
        return Response(serializers.SummarySerializer(lines, many=True).data)


class Export(ResultsView):
    @extend_schema(
        parameters=[serializers.ExportFilterSerializer],
        responses={**FILES, **problems_of(400, 401, 403, 404)},
    )
    def get(self, request, pk):
        """All answers as a file, one column a question; what was taken is written into the audit trail."""
        asked = serializers.ExportFilterSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        made = exports.export(
            results=self.results("export_results"),
            kind=asked.validated_data["format"],
            filters=asked.filters(),
            by=request.user,
        )
        return Download(made.pieces, name=made.name, content_type=made.content_type)
