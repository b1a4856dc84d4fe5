"""How long ago and how long still, in the words of people: 2 hours ago, yesterday 21:10, Mon; 22 hours left."""

from django.utils.translation import ngettext

from petbuddy.times import ago

__all__ = ["ago", "left"]

HOUR, DAY = 3600, 86400


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


def _up(number):
    return int(-(-number // 1))
