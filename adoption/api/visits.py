"""Times for visits and bookings over the API."""

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.renderers import BaseRenderer
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.idempotency import idempotent
from adoption import calendars
from adoption.api import decision_serializers as shapes_of
from adoption.api.paging import validated
from adoption.api.posts import visible
from adoption.models import Booking
from adoption.permissions import require
from adoption.selectors import applications as selectors
from adoption.selectors import decision_shapes as shapes
from adoption.services import slots, visits
from petbuddy.api_schema import NO_CONTENT, problems_of
from petbuddy.errors import Missing

SLOTS = shapes_of.SlotSerializer(many=True)


class PostSlots(APIView):
    @extend_schema(responses={200: SLOTS, **problems_of(401, 404)}, operation_id="posts_slots_list")
    def get(self, request, uid):
        """The coming times of a post and their free places."""
        rows = selectors.slots_of(visible(uid, request.user)).select_related("post")
        return Response([shapes.slot(row, request.user) for row in rows])

    @extend_schema(
        request=shapes_of.SlotWriteSerializer, responses={201: SLOTS, **problems_of(400, 401, 403, 404, 409, 422)}
    )
    @idempotent
    def post(self, request, uid):
        """Offer one time, or (with `minutes`) a window cut into visits."""
        post = visible(uid, request.user)
        require(request.user, "adoption.decide_applications", post)
        data = validated(shapes_of.SlotWriteSerializer, request)
        made = slots.offer(post=post, by=request.user, **data)
        return Response([shapes.slot(row, request.user) for row in made], status=status.HTTP_201_CREATED)


class SlotDetail(APIView):
    @extend_schema(responses={**NO_CONTENT, **problems_of(401, 403, 404)})
    def delete(self, request, pk):
        """Take a time back; its visits are cancelled and told."""
        slots.delete_slot(slot=_slot(pk, request.user), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class SlotBookings(APIView):
    @extend_schema(request=None, responses={201: shapes_of.BookingSerializer, **problems_of(401, 403, 404, 409, 422)})
    @idempotent
    def post(self, request, pk):
        """Ask for this time. Who was invited is confirmed at once."""
        booking = visits.book(slot=_slot(pk, request.user), by=request.user)
        return Response(shapes.booking(booking, request.user), status=status.HTTP_201_CREATED)


class BookingDetail(APIView):
    @extend_schema(
        request=shapes_of.BookingChangeSerializer,
        responses={200: shapes_of.BookingSerializer, **problems_of(400, 401, 403, 404, 409)},
    )
    def patch(self, request, uid):
        """Move the visit to another slot, confirm it, call it off, or (afterwards) say whether you met."""
        booking = _booking(uid, request.user)
        data = validated(shapes_of.BookingChangeSerializer, request)
        if "slot" in data:
            booking = visits.reschedule(booking=booking, slot=_slot(data["slot"], request.user), by=request.user)
        else:
            booking = visits.move(booking=booking, to=Booking.State(data["state"]), by=request.user)
        return Response(shapes.booking(booking, request.user))

    @extend_schema(responses={**NO_CONTENT, **problems_of(401, 403, 404, 409)})
    def delete(self, request, uid):
        """Call the visit off; the other one is told."""
        visits.cancel(booking=_booking(uid, request.user), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class CalendarRenderer(BaseRenderer):
    """Lets a calendar program ask for text/calendar."""

    media_type, format = "text/calendar", "ics"

    def render(self, data, accepted_media_type=None, renderer_context=None):
        return data


class Calendar(APIView):
    @extend_schema(
        responses={(200, "text/calendar"): OpenApiResponse(OpenApiTypes.BINARY), **problems_of(401)},
        operation_id="me_calendar",
    )
    def get(self, request):
        """One's visits, given and taken, as an iCalendar file."""
        return HttpResponse(calendars.feed(request.user), content_type="text/calendar; charset=utf-8")

    def get_renderers(self):
        return [*super().get_renderers(), CalendarRenderer()]


def _slot(pk, user):
    slot = selectors.slot_visible(pk, user)
    if slot is None:
        raise Missing
    return slot


def _booking(uid, user):
    booking = selectors.booking_visible(uid, user)
    if booking is None:
        raise Missing
    return booking
