"""The answers to a form over the API: one by one, added up, and as a file."""

from django.utils.translation import get_language
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.response import Response

from forms_builder.api import results_serializers as serializers
from forms_builder.api.forms import FormView
from forms_builder.api.results_pages import SheetPages
from forms_builder.exporting import as_csv, as_xlsx
from forms_builder.models import Submission
from forms_builder.selectors.results import results_for
from forms_builder.selectors.summaries import summary
from forms_builder.services import exports
from petbuddy.api_schema import problems_of
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

    def filters(self, results, serializer=serializers.FilterSerializer):
        asked = serializer(data=self.request.query_params, context={"results": results})
        asked.is_valid(raise_exception=True)
        return asked.filters()


class Results(ResultsView, generics.ListAPIView):
    queryset = Submission.objects.none()
    serializer_class = serializers.SheetSerializer
    pagination_class = SheetPages

    @extend_schema(
        parameters=[serializers.SortedFilterSerializer],
        responses={200: serializers.SheetSerializer(many=True), **problems_of(400, 401, 403, 404)},
    )
    def get(self, request, pk):
        """Who answered what, in the order asked for; answers marked private only with the right to them."""
        found = self.results()
        part = self.paginator.part(found, self.filters(found, serializers.SortedFilterSerializer), request)
        sheets = self.get_serializer(found.rows(part, columns=[]), many=True, context={"results": found})
        return self.paginator.get_paginated_response(sheets.data)


class Summary(ResultsView):
    @extend_schema(
        parameters=FILTERS,
        responses={200: serializers.SummarySerializer(many=True), **problems_of(400, 401, 403, 404)},
    )
    def get(self, request, pk):
        """What the answers add up to, question by question over all versions."""
        found = self.results()
        lines = summary(found, self.filters(found))
        return Response(serializers.SummarySerializer(lines, many=True).data)


class Export(ResultsView):
    @extend_schema(
        parameters=[serializers.ExportFilterSerializer],
        responses={**FILES, **problems_of(400, 401, 403, 404)},
    )
    def get(self, request, pk):
        """All answers as a file, one column a question; what was taken is written into the audit trail."""
        found = self.results("export_results")
        asked = serializers.ExportFilterSerializer(data=request.query_params, context={"results": found})
        asked.is_valid(raise_exception=True)
        made = exports.export(
            results=found, kind=asked.validated_data["format"], filters=asked.filters(), by=request.user
        )
        return Download(made.pieces, name=made.name, content_type=made.content_type)
