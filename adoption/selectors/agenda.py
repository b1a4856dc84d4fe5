"""Times and visits as their two sides see them: the giver's days, and what she could offer; the adopter's visits."""

from collections import namedtuple
from datetime import datetime, time, timedelta

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import pgettext

from adoption.models import Booking, OpeningHours, Post, Slot

SUGGESTED = 12
STEP = timedelta(hours=1)
AHEAD_DAYS = 14
SHOWN_BACK = timedelta(days=1)
# Three weekly times that suit most people, offered to whoever has not said any: (weekday, from, to).
USUAL = ((2, time(19), time(21)), (5, time(14), time(17)), (6, time(10), time(12)))

Day = namedtuple("Day", "date title slots")
Time = namedtuple("Time", "slot bookings overlaps")


def open_posts(giver):
    """Pets of hers to whom visitors may come."""
    states = [Post.State.PUBLISHED, Post.State.PAUSED, Post.State.RESERVED]
    return Post.objects.filter(giver=giver, state__in=states).order_by("name", "pk")


def hours_of(giver):
    return list(OpeningHours.objects.filter(giver=giver).order_by("weekday", "starts"))


def days_of(giver):
    """The giver's coming days, each with its times, the visits in them, and what they overlap with."""
    live = Booking.objects.exclude(state=Booking.State.CANCELLED).select_related("adopter", "application", "post")
    rows = Slot.objects.filter(post__giver=giver, ends_at__gt=timezone.now() - SHOWN_BACK).select_related("post")
    found = list(rows.prefetch_related(Prefetch("bookings", live.order_by("created_at"))).order_by("starts_at", "pk"))
    by_day = {}
    for slot in found:
        shown = Time(slot, list(slot.bookings.all()), _overlapping(slot, found))
        by_day.setdefault(timezone.localdate(slot.starts_at), []).append(shown)
    return [Day(day, _title(day), times) for day, times in by_day.items()]


def outcomes_due(giver):
    """Visits that are over and of which the giver has not said how they went."""
    rows = Booking.objects.filter(post__giver=giver, state=Booking.State.CONFIRMED, starts_at__lt=timezone.now())
    return rows.select_related("post", "adopter", "application").order_by("-starts_at")


def visits_of(adopter):
    """An adopter's own visits: those to come first, then those that were."""
    related = ("post__giver", "post__district", "application", "slot")
    mine = Booking.objects.filter(adopter=adopter).select_related(*related)
    now = timezone.now()
    coming = mine.filter(is_live=True, ends_at__gt=now).order_by("starts_at")
    past = mine.exclude(is_live=True, ends_at__gt=now).order_by("-starts_at")[:20]
    return list(coming), list(past)


def free_slots(booking):
    """Times to which a visit can be moved: with a place left, and open to whoever booked it."""
    rows = Slot.objects.filter(post=booking.post_id, starts_at__gt=timezone.now()).exclude(pk=booking.slot_id)
    if booking.application_id is None:
        rows = rows.filter(who=Slot.Who.LIKERS)
    return [slot for slot in rows.order_by("starts_at") if slot.free_count > 0]


def offered(post):
    """The times that a pet's giver has already opened."""
    return list(Slot.objects.filter(post=post, starts_at__gt=timezone.now()).order_by("starts_at"))


def suggested_times(giver):
    """Beginnings of visits in the next two weeks from the giver's hours (or from usual ones) that are still free."""
    busy = set(Slot.objects.filter(post__giver=giver).values_list("starts_at", flat=True))
    hours = [(row.weekday, row.starts, row.ends) for row in hours_of(giver)] or USUAL
    today = timezone.localdate()
    found = []
    for day in (today + timedelta(days=count) for count in range(1, AHEAD_DAYS + 1)):
        for weekday, starts, ends in hours:
            if day.weekday() == weekday:
                found += [moment for moment in _beginnings(day, starts, ends) if moment not in busy]
    return found[:SUGGESTED]


def last_place(giver):
    """Where visitors came last time: nobody types an address twice."""
    rows = Slot.objects.filter(post__giver=giver).exclude(place="").order_by("-pk")
    return rows.values_list("place", flat=True).first() or ""


def _title(day):
    """Sat 20 June · 6/20（六）"""
    return date_format(day, pgettext("date format: day with weekday", "D j F")).replace("星期", "")


def _beginnings(day, starts, ends):
    zone = timezone.get_current_timezone()
    moment, end = datetime.combine(day, starts, zone), datetime.combine(day, ends, zone)
    while moment + STEP <= end:
        yield moment
        moment += STEP


def _overlapping(slot, others):
    """Other times of the same giver that run at the same moment."""
    return [
        other
        for other in others
        if other.pk != slot.pk and other.starts_at < slot.ends_at and slot.starts_at < other.ends_at
    ]
