"""Calendar days: what was typed, `today`, and bounds such as `today-18y`."""

import calendar
import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from .text import plain

_TYPED = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_RELATIVE = re.compile(r"today(?:([+-])([0-9]{1,3})([dmy]))?")


def today_in(zone: str, now: datetime) -> date:
    """The day it is in the form's time zone, at a moment that carries its own zone."""
    return now.astimezone(ZoneInfo(zone)).date()


def read_date(text: str) -> str | None:
    """ISO day for what was typed (2001/2/3, full-width digits), or None when there is no such day."""
    match = _TYPED.fullmatch(plain(text))
    if not match:
        return None
    try:
        return date(*map(int, match.groups())).isoformat()
    except ValueError:
        return None


def bound(expression: object, today: date) -> str | None:
    """ISO day for a bound: an ISO date, `today`, or `today-18y`. 29 February becomes the 28th in other years."""
    if not isinstance(expression, str):
        return None
    match = _RELATIVE.fullmatch(expression)
    if not match:
        return read_date(expression)
    sign, amount, unit = match.groups()
    steps = int(amount or 0) * (-1 if sign == "-" else 1)
    if unit in (None, "d"):
        return (today + timedelta(days=steps)).isoformat()
    months = today.year * 12 + today.month - 1 + steps * (12 if unit == "y" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1])).isoformat()
