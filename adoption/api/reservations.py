"""The promise of a pet over the API."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from adoption.api import decision_serializers as shapes_of
from adoption.api.applications import received
from adoption.api.paging import validated
from adoption.api.posts import visible
from adoption.permissions import require
from adoption.selectors import applications as selectors
from adoption.selectors import decision_shapes as shapes
from adoption.services import reservations
from petbuddy.api_schema import NO_CONTENT, problems_of
from petbuddy.errors import Missing


class PostReservation(APIView):
    @extend_schema(
        request=shapes_of.ReservationWriteSerializer,
        responses={200: shapes_of.ReservationSerializer, **problems_of(400, 401, 403, 404, 409)},
    )
    def put(self, request, uid):
        """Promise the pet to one applicant; the named others are the first alternates. Twice for the same is once."""
        post = _own(uid, request.user)
        data = validated(shapes_of.ReservationWriteSerializer, request)
        chosen = _of(post, data["application"], request.user)
        others = [_of(post, other, request.user) for other in data["alternates"]]
        reservations.reserve(application=chosen, by=request.user, alternates=others)
        return Response(shapes.reservation(selectors.live_reservation(post), shapes.alternates(post)))

    @extend_schema(responses={**NO_CONTENT, **problems_of(401, 403, 404, 409)})
    def delete(self, request, uid):
        """Take the promise back: she stays shortlisted, the post takes applications again."""
        reservations.undo(post=_own(uid, request.user), by=request.user)
        return Response(status=204)


class Complete(APIView):
    @extend_schema(
        request=None, responses={200: shapes_of.WholeApplicationSerializer, **problems_of(401, 403, 404, 409)}
    )
    def post(self, request, uid):
        """The hand-over: the pet is home, the others are told. Answers the adopter's application."""
        adoption = reservations.complete(post=_own(uid, request.user), by=request.user)
        return Response(shapes.whole(received(adoption.application.uid, request.user), request.user))


def _own(uid, user):
    post = visible(uid, user)
    require(user, "adoption.decide_applications", post)
    return post


def _of(post, uid, user):
    """An application to this post."""
    application = received(uid, user)
    if application.post_id != post.pk:
        raise Missing
    return application
