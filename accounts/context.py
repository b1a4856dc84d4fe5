"""Where the present request comes from, for those below the view that must write it down (audit) and nothing else."""

import ipaddress
from contextvars import ContextVar
from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True)
class Origin:
    """Address and id of a request; empty in a worker or a command."""

    address: str | None = None
    request_id: str = ""
    device: str = ""


_origin = ContextVar("origin", default=Origin())  # noqa: B039  frozen

_refused_for = ContextVar("refused_for", default=None)


def origin():
    return _origin.get()


def enter(request):
    """Remember where `request` comes from, until it is answered."""
    _refused_for.set(None)
    _origin.set(
        Origin(client_address(request), getattr(request, "id", ""), request.headers.get("User-Agent", "")[:200])
    )


def leave():
    """The request is answered: what this thread does next comes from nowhere."""
    _refused_for.set(None)
    _origin.set(Origin())


def client_address(request):
    """The reader's own address, as far as it can be trusted; None when there is none (a unix socket).

    Behind n trusted proxies (NUM_PROXIES) it is the n-th entry from the right of X-Forwarded-For: what stands further
    left was written by the client and may be anything.
    """
    proxies = settings.REST_FRAMEWORK["NUM_PROXIES"]
    text = request.META.get("REMOTE_ADDR", "")
    if proxies:
        chain = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
        text = chain[-min(proxies, len(chain))] if chain else text
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return None


def refuse_for(seconds):
    """A limit was reached in the present request: whatever shows it, the answer says so to the client too."""
    _refused_for.set(seconds)


def refused_for():
    """The seconds to wait, or None where no limit was reached."""
    return _refused_for.get()


def limit_key(address):
    """What a limit counts: the address, or its /64 network for IPv6, where one person holds billions of addresses."""
    if not address:
        return "unknown"
    parsed = ipaddress.ip_address(address)
    if parsed.version == 4:
        return address
    return str(ipaddress.ip_network((parsed, 64), strict=False))
