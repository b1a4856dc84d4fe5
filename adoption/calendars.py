"""Visits as calendar entries: one file for one visit, and a private feed that a phone's calendar keeps up to date."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import override
from icalendar import Calendar, Event, vText

from accounts.selectors import disclosures
from adoption.models import Booking
from petbuddy.errors import Missing

KEPT = timedelta(days=90)
STATUS = {Booking.State.BOOKED: "TENTATIVE", Booking.State.CANCELLED: "CANCELLED"}


def of_booking(booking, *, viewer):
    """One visit as bytes of an .ics file, as this person sees it."""
    return _calendar([booking], viewer, method="PUBLISH")


def feed(viewer):
    """Every visit of a person, given or taken, from three months ago on; cancelled ones are marked so."""
    rows = Booking.objects.filter(ends_at__gte=timezone.now() - KEPT)
    mine = rows.filter(adopter=viewer) | rows.filter(post__giver=viewer)
    return _calendar(mine.select_related("post__giver", "adopter", "slot").order_by("starts_at")[:500], viewer)


def token(user):
    """The secret of the feed's address: whoever holds it sees the visits, so it is shown to its owner alone."""
    return user.uid.hex + _signature(user.uid.hex)


def owner_of(secret):
    """The person whose feed it is. Raises Missing."""
    name, signature = secret[:32], secret[32:]
    if not constant_time_compare(_signature(name), signature):
        raise Missing
    user = get_user_model().objects.filter(uid=uuid.UUID(name), is_active=True, erased_at=None).first()
    if user is None:
        raise Missing
    return user


def _signature(name):
    return salted_hmac("adoption.calendar", name, algorithm="sha256").hexdigest()[:32]


def _calendar(bookings, viewer, method=""):
    with override(viewer.language):
        calendar = Calendar()
        calendar.add("prodid", "-//PetBuddy//visits//ZH")
        calendar.add("version", "2.0")
        calendar.add("x-wr-calname", _("PetBuddy visits"))
        if method:
            calendar.add("method", method)
        for booking in bookings:
            calendar.add_component(_event(booking, viewer))
        return calendar.to_ical()


def _event(booking, viewer):
    is_giver = booking.post.giver_id == viewer.pk
    other = booking.adopter if is_giver else booking.post.giver
    event = Event()
    event.add("uid", f"{booking.uid}@petbuddy")
    event.add("dtstamp", booking.updated_at)
    event.add("last-modified", booking.updated_at)
    event.add("dtstart", booking.starts_at)
    event.add("dtend", booking.ends_at)
    event.add("sequence", booking.sequence)
    event.add("status", STATUS.get(booking.state, "CONFIRMED"))
    event.add("summary", _("Visit: %(pet)s, with %(name)s") % {"pet": booking.post.name, "name": other.shown_name})
    event.add("url", f"{settings.PUBLIC_URL}{booking_url(booking, viewer)}")
    place = place_of(booking, viewer)
    if place:
        event["location"] = vText(place)
    return event


def booking_url(booking, viewer):
    """Where this person deals with the visit."""
    is_own = booking.adopter_id == viewer.pk and booking.application_id is not None
    return booking.application.get_absolute_url() if is_own else "/me/visits/"


def place_of(booking, viewer):
    """Where they meet; told only with a confirmed visit: the slot's place, or the address that was opened."""
    if booking.state not in (Booking.State.CONFIRMED, Booking.State.DONE):
        return ""
    if booking.slot is not None and booking.slot.place:
        return booking.slot.place
    if booking.post.giver_id == viewer.pk:
        return ""
    return disclosures.contact_of(booking.post.giver, viewer=viewer).get("address") or ""
