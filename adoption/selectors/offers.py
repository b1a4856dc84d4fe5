"""The times that an adopter can choose from, day by day."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.formats import date_format

from adoption import dates
from adoption.models import Slot

DAYS = 14


@dataclass
class OfferedDay:
    """One day of the calendar: its date, its words, and the times of it."""

    on: date
    number: int
    weekday: str
    title: str
    slots: list

    @property
    def free_count(self):
        return sum(slot.free_count > 0 for slot in self.slots)


def days(post, *, has_application, now):
    """The days from today on, at least two weeks; the times of each, taken ones too."""
    rows = Slot.objects.filter(post=post, starts_at__gt=now).order_by("starts_at")
    slots = list(rows if has_application else rows.filter(who=Slot.Who.LIKERS))
    today = timezone.localdate(now)
    last = max([timezone.localdate(slot.starts_at) for slot in slots[-1:]], default=today)
    length = -(-max(DAYS, (last - today).days + 1) // 7) * 7
    by_day = {}
    for slot in slots:
        setattr(slot, "clock", dates.clock(slot.starts_at))  # noqa: B010  what the page prints, no field of a slot
        by_day.setdefault(timezone.localdate(slot.starts_at), []).append(slot)
    return [_day(today + timedelta(days=number), by_day) for number in range(min(length, 6 * 7))]


def weeks(found):
    """The days in rows of seven, as a calendar shows them."""
    return [found[start : start + 7] for start in range(0, len(found), 7)]


def _day(on, by_day):
    weekday = date_format(on, "D").replace("星期", "")
    return OfferedDay(on, on.day, weekday, dates.day(on), by_day.get(on, []))
