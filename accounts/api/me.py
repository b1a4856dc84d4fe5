"""The own account over the API: who am I, my details, my devices, whom I block."""

import contextlib

from django.middleware.csrf import get_token
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import api_view
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.generics import get_object_or_404
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import session_parts
from accounts.api import serializers
from accounts.models import User
from accounts.roles import roles
from accounts.selectors.devices import devices
from accounts.selectors.profiles import profile_of
from accounts.services import blocks, personal_data, profiles, sessions
from notifications.selectors.notices import unread_count
from petbuddy.api_schema import problems_of


class SessionView(APIView):
    """Who am I, for the header of cached pages. Anybody may ask; a dead token is a visitor, never a 401."""

    permission_classes = [AllowAny]

    def perform_authentication(self, request):
        with contextlib.suppress(AuthenticationFailed):  # DRF has made it a visitor's request by then
            super().perform_authentication(request)

    @extend_schema(responses={200: serializers.SessionSerializer}, summary="Who am I; sets the CSRF cookie")
    def get(self, request):
        user = request.user
        answer = {"user": None, "unread": 0, "likes": [], **session_parts.parts_of_nobody()}
        if user.is_authenticated:
            who = serializers.WhoSerializer(
                {
                    "uid": user.uid,
                    "shown_name": user.shown_name,
                    "initial": user.initial,
                    "is_verified": user.is_verified,
                    "roles": roles(user),
                    "language": user.language,
                    "theme": profile_of(user).theme,
                }
            )
            answer |= {"user": who.data, "unread": unread_count(user), **session_parts.parts_of(user)}
        answer["csrf"] = get_token(request._request)
        return Response(answer, headers={"Cache-Control": "private, no-store"})


class MeView(APIView):
    @extend_schema(responses={200: serializers.MeSerializer, **problems_of(401)}, summary="My account")
    def get(self, request):
        profile_of(request.user)
        return Response(serializers.MeSerializer(request.user).data)

    @extend_schema(
        request=serializers.MeChangesSerializer,
        responses={200: serializers.MeSerializer, **problems_of(400, 401, 403, 415)},
        summary="Change my details",
    )
    def patch(self, request):
        changes = serializers.MeChangesSerializer(data=request.data, partial=True)
        changes.is_valid(raise_exception=True)
        profiles.update(user=request.user, by=request.user, changes=changes.validated_data)
        return Response(serializers.MeSerializer(request.user).data)

    @extend_schema(
        request=serializers.LeavingSerializer,
        responses={202: serializers.ErasureSerializer, **problems_of(400, 401, 403, 409, 415, 429)},
        summary="Delete my account in seven days, and sign every device out now",
    )
    def delete(self, request):
        given = serializers.LeavingSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        user = personal_data.ask_erasure(user=request.user, by=request.user, **given.validated_data)
        return Response(serializers.ErasureSerializer(user).data, status=202)


class DevicesView(APIView):
    @extend_schema(
        responses={200: serializers.DeviceSerializer(many=True), **problems_of(401)},
        summary="Where I am signed in",
    )
    def get(self, request):
        found = devices(request.user, current=request.auth)
        return Response(serializers.DeviceSerializer(found, many=True).data)

    @extend_schema(
        operation_id="me_sessions_destroy_all",
        request=None,
        responses={204: None, **problems_of(401, 403)},
        summary="Sign every device out",
    )
    def delete(self, request):
        sessions.end_all(user=request.user, by=request.user, reason="logout_all")
        return Response(status=204)


@extend_schema(request=None, responses={204: None, **problems_of(401, 403, 404)}, summary="Sign one device out")
@api_view(["DELETE"])
def device(request, uid):
    sessions.end_one(user=request.user, uid=uid, by=request.user)
    return Response(status=204)


class BlockView(APIView):
    @extend_schema(request=None, responses={204: None, **problems_of(400, 401, 403, 404)}, summary="Block a person")
    def put(self, request, uid):
        blocks.block(blocker=request.user, blocked=get_object_or_404(User, uid=uid, erased_at=None))
        return Response(status=204)

    @extend_schema(request=None, responses={204: None, **problems_of(401, 403, 404)}, summary="Take a block back")
    def delete(self, request, uid):
        blocks.unblock(blocker=request.user, blocked=get_object_or_404(User, uid=uid))
        return Response(status=204)
