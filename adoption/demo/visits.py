"""Times for visits, and who comes."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from adoption.models import Booking, Slot
from adoption.services import opening_hours, slots, visits

HOME = "臺北市文山區木柵路一段 1 號 3 樓，按 3 樓門鈴"


def make(posts, people):
    """{key: slot}: free ones, full ones, one for several people, one for everybody who likes the pet."""
    opening_hours.keep(by=people["lin"], hours=[(5, time(14), time(17)), (6, time(10), time(12))])
    mikan = posts["mikan"]
    made = {
        "full": _slot(mikan, days=3, hour=14),
        "single": _slot(mikan, days=4, hour=10),
        "family": _slot(mikan, days=5, hour=15, capacity=3),
        "tofu": _slot(posts["tofu"], days=2, hour=19, place="臺北市士林區中山北路六段 2 號"),
        "likers": _slot(posts["benz"], days=6, hour=13, capacity=4, who=Slot.Who.LIKERS, place="士林中途之家一樓"),
    }
    visits.book(slot=made["full"], by=people["tsai"])
    visits.book(slot=made["tofu"], by=people["yichun"])
    visits.book(slot=made["family"], by=people["lee"])  # waits for the giver's yes
    visits.book(slot=made["likers"], by=people["lee"])
    return made


def visited(post, person, *, days_ago):
    """A visit that took place: booked and confirmed as always, then moved into the past."""
    slot = _slot(post, days=1, hour=15, minute=30)
    booking = visits.book(slot=slot, by=person)
    if booking.state == Booking.State.BOOKED:
        booking = visits.confirm(booking=booking, by=post.giver)
    back = timedelta(days=days_ago + 1)
    times = {"starts_at": slot.starts_at - back, "ends_at": slot.ends_at - back}
    Slot.objects.filter(pk=slot.pk).update(**times)
    Booking.objects.filter(pk=booking.pk).update(**times)
    booking.refresh_from_db()
    return visits.record_outcome(booking=booking, by=post.giver, outcome=Booking.State.DONE)


def _slot(post, *, days, hour, minute=0, **fields):
    day = timezone.localdate() + timedelta(days=days)
    starts_at = timezone.make_aware(datetime.combine(day, time(hour, minute)))
    fields = {"place": HOME} | fields
    return slots.open_slot(
        post=post, by=post.giver, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1), **fields
    )
