"""Reports over the API."""

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.idempotency import idempotent
from adoption.api import decision_serializers as shapes_of
from adoption.api.paging import validated
from adoption.selectors import trust as selectors
from adoption.services import trust
from petbuddy.api_schema import problems_of
from petbuddy.errors import Missing


class Reports(APIView):
    @extend_schema(
        request=shapes_of.ReportWriteSerializer,
        responses={201: shapes_of.ReportSerializer, **problems_of(400, 401, 403, 404, 422)},
    )
    @idempotent
    def post(self, request):
        """Tell the moderators of a post, a message or a person. What is reported is kept as it is now."""
        data = validated(shapes_of.ReportWriteSerializer, request)
        thing = selectors.reportable(data.pop("kind"), data.pop("id"), request.user)
        if thing is None:
            raise Missing
        made = trust.report(by=request.user, thing=thing, **data)
        shown = {"id": made.pk, "state": made.state, "created_at": made.created_at}
        return Response(shown, status=status.HTTP_201_CREATED)
