"""What the open editor asks for beside the draft: who else is here, and what the robot says."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import PermissionDenied
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from forms_builder.api.forms import FormView
from forms_builder.selectors import pictures as selectors
from forms_builder.selectors import testing
from forms_builder.services import pictures, presence
from petbuddy.api_schema import problems_of


class PresenceSerializer(serializers.Serializer):
    """`tab`: any name that this page gave itself. `state`: new (asks the others to answer), here, gone."""

    tab = serializers.SlugField(max_length=40)
    state = serializers.ChoiceField(["new", "here", "gone"])


class FindingSerializer(serializers.Serializer):
    level = serializers.ChoiceField(["problem", "hint"])
    code = serializers.CharField()
    item = serializers.CharField(allow_null=True)
    message = serializers.CharField()


class BranchSerializer(serializers.Serializer):
    item = serializers.CharField()
    number = serializers.IntegerField()
    label = serializers.CharField()
    answer = serializers.CharField()
    questions = serializers.ListField(child=serializers.IntegerField(), min_length=2, max_length=2)
    minutes = serializers.ListField(child=serializers.IntegerField(), min_length=2, max_length=2)
    is_dead_end = serializers.BooleanField()


class MissingSerializer(serializers.Serializer):
    """What stands between the draft and its publication, as POST publish/ lists it when it refuses."""

    item = serializers.CharField(allow_null=True)
    prop = serializers.CharField(allow_null=True)
    code = serializers.CharField()
    message = serializers.CharField()


class TestReportSerializer(serializers.Serializer):
    missing = MissingSerializer(many=True)
    is_complete = serializers.BooleanField()
    questions = serializers.ListField(child=serializers.IntegerField(), min_length=2, max_length=2)
    minutes = serializers.ListField(child=serializers.IntegerField(), min_length=2, max_length=2)
    findings = FindingSerializer(many=True)
    branches = BranchSerializer(many=True)


class PictureSerializer(serializers.Serializer):
    uid = serializers.UUIDField()
    state = serializers.ChoiceField(["pending", "ready", "rejected"])
    url = serializers.CharField(allow_null=True)
    width = serializers.IntegerField(allow_null=True)
    height = serializers.IntegerField(allow_null=True)


class PictureUploadSerializer(serializers.Serializer):
    file = serializers.FileField()


class Pictures(FormView):
    parser_classes = [MultiPartParser]

    @extend_schema(
        responses={200: PictureSerializer(many=True), **problems_of(401, 403, 404)},
        operation_id="forms_pictures_list",
    )
    def get(self, request, pk):
        """The pictures on options of this form, with those that are not ready or were rejected."""
        form = self.form()
        if not request.user.has_perm("forms_builder.edit_form", form):
            raise PermissionDenied
        return Response(PictureSerializer(selectors.of_editor(form), many=True).data)

    @extend_schema(
        request={"multipart/form-data": PictureUploadSerializer},
        responses={201: PictureSerializer, **problems_of(400, 401, 403, 404, 413, 415, 503)},
    )
    def post(self, request, pk):
        """Add a picture for an option. An edit of the draft then names its uid as the option's `image`."""
        data = PictureUploadSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        picture = pictures.add(form=self.form(), by=request.user, file=data.validated_data["file"])
        return Response(PictureSerializer(selectors.shape(picture)).data, status=status.HTTP_201_CREATED)


class Presence(FormView):
    @extend_schema(request=PresenceSerializer, responses={204: None, **problems_of(400, 401, 403, 404)})
    def post(self, request, pk):
        """Say to the other open editors of this form that this page is here; they hear it on `form:<id>`."""
        data = PresenceSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        presence.greet(form=self.form(), by=request.user, **data.validated_data)
        return Response(status=status.HTTP_204_NO_CONTENT)


class Test(FormView):
    @extend_schema(responses={200: TestReportSerializer, **problems_of(401, 403, 404)})
    def get(self, request, pk):
        """The draft filled in in every way that makes a difference: what nobody reaches, how long each branch takes.

        `missing` is what has to be mended before it can be published.
        """
        return Response(TestReportSerializer(testing.shape(self.whole_form())).data)
