"""A device in words that its owner recognizes, from what the browser says of itself."""

import ipaddress

from django.utils.translation import gettext as _

# The first that fits wins: Edge and Line also call themselves Chrome, Chrome also calls itself Safari.
BROWSERS = (
    ("Line/", "LINE"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def device_name(user_agent):
    """Such as "Chrome · Android"; an unknown client is named as such."""
    found = [_first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)]
    return " · ".join(filter(None, found)) or _("Unknown device")


def is_phone(user_agent):
    return any(mark in user_agent for mark in ("iPhone", "Android", "iPad"))


def shortened(address):
    """Enough of a network address to know one's own home from a foreign place: 203.0.113.*, 2001:db8:1::*; or ""."""
    if not address:
        return ""
    parsed = ipaddress.ip_address(address)
    if parsed.version == 4:
        return f"{address.rpartition('.')[0]}.*"
    return f"{ipaddress.ip_network((parsed, 48), strict=False).network_address}*"


def _first(marks, user_agent):
    return next((name for mark, name in marks if mark in user_agent), "")
