"""The database is away: whoever asks hears it in words and when to come back, not that something broke."""

from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext_lazy as _

from petbuddy.errors import Unavailable

RETRY_AFTER = 10  # seconds; it is back sooner or it is not
# MySQL and MariaDB: no way to it (2xxx), or it is full, shutting down, only read from, or ended a query that took long.
GONE = {1021, 1040, 1041, 1053, 1114, 1129, 1152, 1158, 1159, 1160, 1161, 1203, 1226, 1290, 1317, 1927, 1969, 3024}
GONE |= {2002, 2003, 2005, 2006, 2012, 2013, 2026, 2055, 4031}
SQLITE = ("unable to open database file", "database is locked", "disk I/O error", "database or disk is full")


class OutOfReach(Unavailable):
    """The database does not answer."""

    message = _("Our data is out of reach for a moment.")
    retry_after = RETRY_AFTER


def is_outage(error):
    """Could the database not be asked at all, rather than refuse what was asked of it?"""
    if isinstance(error, InterfaceError):
        return True
    if not isinstance(error, OperationalError) or not error.args:
        return False
    return error.args[0] in GONE or str(error.args[0]).startswith(SQLITE)
