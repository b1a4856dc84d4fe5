"""Where the present request comes from, for those below the view that must write it down (audit) and nothing else."""

from contextvars import ContextVar
from dataclasses import dataclass

from petbuddy.addresses import client_of


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
    """The reader's own address, or None."""
    return client_of(request.META.get("REMOTE_ADDR", ""), request.META.get("HTTP_X_FORWARDED_FOR", ""))


def refuse_for(seconds):
    """A limit was reached in the present request: whatever shows it, the answer says so to the client too."""
    _refused_for.set(seconds)


def refused_for():
    """The seconds to wait, or None where no limit was reached."""
    return _refused_for.get()
