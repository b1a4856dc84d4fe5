"""How much one visitor may take of a socket server: each process counts for itself."""

import time
from collections import Counter, deque

from django.conf import settings

from petbuddy.addresses import client_of, limit_key


class Doors:
    """Open sockets by owner: a person, or an address."""

    def __init__(self):
        self._open = Counter()

    def enter(self, owners):
        """True and counted, if each of {owner: limit} has room."""
        if any(self._open[owner] >= limit for owner, limit in owners.items()):
            return False
        self._open.update(owners.keys())
        return True

    def leave(self, owners):
        self._open.subtract(owners.keys())
        for owner in owners:
            if self._open[owner] <= 0:
                del self._open[owner]


doors = Doors()


def owners_of(scope, user):
    """{owner: how many sockets}. An address is the one that the limits of pages count, too."""
    owners = {("user", user.pk): settings.SOCKETS_PER_USER}
    address = _address_of(scope)
    if address is not None:
        owners["address", limit_key(address)] = settings.SOCKETS_PER_ADDRESS
    return owners


def _address_of(scope):
    """Of whom opened it, behind our proxies; None for a unix socket."""
    peer = scope["client"][0] if scope.get("client") else ""
    forwarded = b",".join(value for name, value in scope["headers"] if name == b"x-forwarded-for")
    return client_of(peer, forwarded.decode("latin-1"))


class Pace:
    """So many messages a second, not more."""

    def __init__(self, limit):
        self._times = deque(maxlen=limit)

    def is_kept(self):
        now = time.monotonic()
        is_full = len(self._times) == self._times.maxlen
        if is_full and now - self._times[0] < 1.0:
            return False
        self._times.append(now)
        return True
