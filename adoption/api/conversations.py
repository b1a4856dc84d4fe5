"""Talks over the API."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.idempotency import idempotent
from adoption.api import decision_serializers as shapes_of
from adoption.api.applications import received
from adoption.api.paging import page, validated
from adoption.selectors import applications as selectors
from adoption.selectors import decision_shapes as shapes
from adoption.services import contacts, conversations
from petbuddy.api_schema import problems_of
from petbuddy.errors import Missing


class Messages(APIView):
    @extend_schema(
        parameters=[OpenApiParameter("cursor")],
        responses={200: shapes_of.MessagePageSerializer, **problems_of(401, 404)},
        operation_id="applications_messages_list",
    )
    def get(self, request, uid):
        """What the two said, the latest first."""
        return page(request, selectors.messages_of(_talk(uid, request.user)), shapes.message)

    @extend_schema(
        request={
            "application/json": shapes_of.MessageWriteSerializer,
            "multipart/form-data": shapes_of.MessageWriteSerializer,
        },
        responses={201: shapes_of.MessageSerializer, **problems_of(400, 401, 403, 404, 409, 413, 415, 422, 503)},
    )
    @idempotent
    def post(self, request, uid):
        """Say something, with photos if it is sent as multipart."""
        data = validated(shapes_of.MessageWriteSerializer, request)
        message = conversations.say(conversation=_talk(uid, request.user), by=request.user, **data)
        return Response(shapes.message(message), status=status.HTTP_201_CREATED)


class Contact(APIView):
    @extend_schema(responses={200: shapes_of.ContactSerializer, **problems_of(401, 404)})
    def get(self, request, uid):
        """What the other side has opened to me, and what of mine is open to her."""
        return Response(shapes.contact(_talk(uid, request.user), request.user))

    @extend_schema(
        request=shapes_of.ContactChoiceSerializer,
        responses={200: shapes_of.ContactSerializer, **problems_of(400, 401, 403, 404, 409)},
    )
    def put(self, request, uid):
        """Show one's phone or e-mail to the other side, or take it back. The address opens with a visit alone."""
        data = validated(shapes_of.ContactChoiceSerializer, request)
        talk = _talk(uid, request.user)
        contacts.choose(conversation=talk, by=request.user, **data)
        return Response(shapes.contact(talk, request.user))


class AttachmentDetail(APIView):
    @extend_schema(responses={200: shapes_of.FileLinkSerializer, **problems_of(401, 404)})
    def get(self, request, uid):
        """A link to a photo of a talk or a follow-up, for at most 60 seconds."""
        file = selectors.attachment_visible(uid, request.user)
        if file is None:
            raise Missing
        return Response(shapes.file_link(file))


def _talk(uid, user):
    """The conversation of an application that was sent, or Missing."""
    talk = getattr(received(uid, user), "conversation", None)
    if talk is None:
        raise Missing
    return talk
