"""Days and times in people's words, in Taiwan's time: Sat 20 June, 14:00 · 6/20（六）14:00."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import pgettext

from petbuddy.times import clock, day, short_weekday

__all__ = ["clock", "day", "moment"]


def moment(at: datetime) -> str:
    """A day with its time."""
    return short_weekday(date_format(timezone.localtime(at), pgettext("date format", "D j F, H:i")))
