"""When something happened, in the words of people: 2 hours ago, yesterday 21:10, Monday, 8 June."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

HOUR = 3600


def ago(at, now):
    """When something happened: relative up to a week, then the day."""
    seconds = (now - at).total_seconds()
    if seconds < 60:
        return _("just now")
    if seconds < HOUR:
        return _minutes_ago(int(seconds // 60))
    if seconds < 12 * HOUR:
        return _hours_ago(int(seconds // HOUR))
    days = (timezone.localdate(now) - timezone.localdate(at)).days
    if days == 0:
        return clock(at)
    if days == 1:
        return _("yesterday %(time)s") % {"time": clock(at)}
    return _weekday(at) if days < 7 else day(at)


def day(value) -> str:
    """A day; of a moment, the day that it is in Taiwan."""
    value = timezone.localdate(value) if isinstance(value, datetime) else value
    return short_weekday(date_format(value, pgettext("date format", "j F")))


def clock(at: datetime) -> str:
    return date_format(timezone.localtime(at), "H:i")


def short_weekday(text):
    return text.replace("星期", "")  # Django's short names are not short in Chinese


def _minutes_ago(n):
    return ngettext("%(n)s minute ago", "%(n)s minutes ago", n) % {"n": n}


def _hours_ago(n):
    return ngettext("%(n)s hour ago", "%(n)s hours ago", n) % {"n": n}


def _weekday(at):
    return date_format(timezone.localtime(at), pgettext("date format: weekday", "l"))
