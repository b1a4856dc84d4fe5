"""A form of another system over the API: look at what fits, then start from it."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.idempotency import idempotent
from accounts.standing import require_verified
from forms_builder import importing
from forms_builder.api.serializers import FormSerializer
from forms_builder.selectors.forms import forms_of
from forms_builder.services import forms
from petbuddy.api_schema import problems_of


class SourceSerializer(serializers.Serializer):
    """`text`: the JSON that the other system wrote, as it stands in its file."""

    text = serializers.CharField(max_length=importing.MAX_BYTES, trim_whitespace=False)


class RemarkSerializer(serializers.Serializer):
    """Something that did not fit. `where`: the question as the other system called it; empty for the whole form."""

    where = serializers.CharField()
    message = serializers.CharField()


class ImportedSerializer(serializers.Serializer):
    title = serializers.CharField()
    definition = serializers.JSONField()
    remarks = RemarkSerializer(many=True)


class StartedSerializer(serializers.Serializer):
    form = FormSerializer()
    remarks = RemarkSerializer(many=True)


class Look(APIView):
    @extend_schema(
        request=SourceSerializer,
        responses={200: ImportedSerializer, **problems_of(400, 401, 403, 413)},
        operation_id="forms_import_check",
    )
    def post(self, request):
        """What would become of it, with all that is lost; nothing is made. Reads ASM3, lists of questions, our own."""
        require_verified(request.user)
        return Response(ImportedSerializer(imported_of(request)).data)


class Import(APIView):
    @extend_schema(
        request=SourceSerializer,
        responses={201: StartedSerializer, **problems_of(400, 401, 403, 413, 422, 429)},
        operation_id="forms_import",
    )
    @idempotent
    def post(self, request):
        """Start a form of one's own from it: a draft, which nobody sees before it is published."""
        require_verified(request.user)
        found = imported_of(request)
        made = forms.start_with(owner=request.user, title=found.title, definition=found.definition)
        form = forms_of(request.user).get(pk=made.pk)
        started = StartedSerializer({"form": form, "remarks": found.remarks})
        return Response(started.data, status=status.HTTP_201_CREATED)


def imported_of(request):
    data = SourceSerializer(data=request.data)
    data.is_valid(raise_exception=True)
    return importing.read(data.validated_data["text"])
