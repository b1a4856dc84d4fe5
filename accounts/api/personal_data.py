"""The own data over the API: an archive to take along, and staying after all. Leaving is `DELETE me/`."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.serializers import MeSerializer
from accounts.models import DataRequest
from accounts.selectors.personal_data import latest_export
from accounts.selectors.profiles import profile_of
from accounts.services import personal_data
from notifications.composition import absolute
from petbuddy.api_schema import problems_of


class ExportSerializer(serializers.Serializer):
    """How far the archive is. `link` takes one POST, until `ends_at`."""

    state = serializers.ChoiceField(
        [("none", "none"), *((value, value) for value in DataRequest.State.values)],
        help_text="none: nothing was asked for yet",
    )
    created_at = serializers.DateTimeField(allow_null=True)
    due_at = serializers.DateTimeField(allow_null=True)
    ends_at = serializers.DateTimeField(allow_null=True)
    link = serializers.CharField(allow_null=True)


class FetchedSerializer(serializers.Serializer):
    url = serializers.CharField(help_text="Opens the archive (ZIP) for 60 seconds.")


class ExportView(APIView):
    @extend_schema(
        operation_id="me_export_retrieve",
        responses={200: ExportSerializer, **problems_of(401)},
        summary="How far the archive of my data is",
    )
    def get(self, request):
        return Response(_shown(latest_export(request.user)))

    @extend_schema(
        operation_id="me_export_ask",
        request=None,
        responses={202: ExportSerializer, **problems_of(401, 403, 429)},
        summary="Have an archive of all my data made, within a day",
    )
    def post(self, request):
        return Response(_shown(personal_data.ask_export(user=request.user, by=request.user)), status=202)


@extend_schema(
    operation_id="me_export_fetch",
    request=None,
    responses={200: FetchedSerializer, **problems_of(401, 403, 404, 410)},
    summary="Use the one-use link of an archive that is ready",
)
@api_view(["POST"])
def fetch_export(request, uid):
    url = personal_data.fetch_export(user=request.user, uid=uid, by=request.user)
    return Response(FetchedSerializer({"url": absolute(url)}).data)


@extend_schema(
    operation_id="me_keep",
    request=None,
    responses={200: MeSerializer, **problems_of(401, 403)},
    summary="Keep my account after all, within seven days",
)
@api_view(["POST"])
def keep(request):
    user = personal_data.keep_account(user=request.user, by=request.user)
    profile_of(user)
    return Response(MeSerializer(user).data)


def _shown(request):
    if request is None:
        none = dict.fromkeys(("created_at", "due_at", "ends_at", "link"))
        return ExportSerializer({"state": "none", **none}).data
    link = f"/api/v1/me/export/{request.uid}/" if request.state == DataRequest.State.READY else None
    kept = ("state", "created_at", "due_at", "ends_at")
    return ExportSerializer({**{name: getattr(request, name) for name in kept}, "link": link}).data
