"""How long ago and how long still, in the words of people: 2 hours ago, yesterday 21:10, Mon; 22 hours left."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from adoption import dates

HOUR, DAY = 3600, 86400


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
        return dates.clock(at)
    if days == 1:
        return _("yesterday %(time)s") % {"time": dates.clock(at)}
    return _weekday(at) if days < 7 else dates.day(at)


def left(until, now):
    """How much time is left until then; an empty text once it is over."""
    seconds = (until - now).total_seconds()
    if seconds <= 0:
        return ""
    if seconds < HOUR:
        return ngettext("%(n)s minute left", "%(n)s minutes left", _up(seconds / 60)) % {"n": _up(seconds / 60)}
    if seconds < 2 * DAY:
        return ngettext("%(n)s hour left", "%(n)s hours left", int(seconds // HOUR)) % {"n": int(seconds // HOUR)}
    return ngettext("%(n)s day left", "%(n)s days left", int(seconds // DAY)) % {"n": int(seconds // DAY)}


def _minutes_ago(n):
    return ngettext("%(n)s minute ago", "%(n)s minutes ago", n) % {"n": n}


def _hours_ago(n):
    return ngettext("%(n)s hour ago", "%(n)s hours ago", n) % {"n": n}


def _weekday(at):
    return date_format(timezone.localtime(at), pgettext("date format: weekday", "l"))


def _up(number):
    return int(-(-number // 1))
