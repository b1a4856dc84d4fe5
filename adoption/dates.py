"""Days and times in people's words, in Taiwan's time: Sat 20 June, 14:00 · 6/20（六）14:00."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import pgettext


def moment(at: datetime) -> str:
    """A day with its time."""
    return _short_weekday(date_format(timezone.localtime(at), pgettext("date format", "D j F, H:i")))


def day(value) -> str:
    """A day; of a moment, the day that it is in Taiwan."""
    value = timezone.localdate(value) if isinstance(value, datetime) else value
    return _short_weekday(date_format(value, pgettext("date format", "j F")))


def clock(at: datetime) -> str:
    return date_format(timezone.localtime(at), "H:i")


def _short_weekday(text):
    return text.replace("星期", "")  # Django's short names are not short in Chinese
