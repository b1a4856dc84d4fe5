"""Follow-ups over the API, for signed-in people; the mailed link has its own page."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from adoption.api import decision_serializers as shapes_of
from adoption.api.paging import page, validated
from adoption.selectors import applications as selectors
from adoption.selectors import decision_shapes as shapes
from adoption.services import followups
from petbuddy.api_schema import problems_of
from petbuddy.errors import Missing


class FollowUpList(APIView):
    @extend_schema(
        parameters=[OpenApiParameter("cursor")],
        responses={200: shapes_of.FollowUpPageSerializer, **problems_of(401)},
        operation_id="follow_ups_list",
    )
    def get(self, request):
        """The follow-ups of pets that one adopted or gave."""
        return page(request, selectors.follow_ups_of(request.user), shapes.follow_up, ordering="due_on")


class FollowUpAnswer(APIView):
    @extend_schema(
        request={
            "application/json": shapes_of.FollowUpAnswerSerializer,
            "multipart/form-data": shapes_of.FollowUpAnswerSerializer,
        },
        responses={200: shapes_of.FollowUpSerializer, **problems_of(400, 401, 403, 404, 409, 413, 415, 503)},
    )
    def post(self, request, uid):
        """Tell how it is going, with photos if it is sent as multipart."""
        row = selectors.follow_ups_of(request.user).filter(uid=uid).first()
        if row is None:
            raise Missing
        data = validated(shapes_of.FollowUpAnswerSerializer, request)
        return Response(shapes.follow_up(followups.answer(follow_up=row, by=request.user, **data)))
