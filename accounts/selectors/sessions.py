"""Who a token stands for, asked of the database each time: what has ended has ended everywhere at once."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from accounts import tokens
from accounts.models import Session
from petbuddy.addresses import limit_key

LATELY, MANY, CROWD = timedelta(days=1), 500, 20  # so many people at one address are no family and no office


def live_sessions():
    """Sessions that open something: not ended, not run out, of a person who may sign in."""
    return Session.objects.filter(
        ended_at=None, expires_at__gt=timezone.now(), user__is_active=True, user__erased_at=None
    )


def session_of_access(raw):
    """The live session, with its user, that an access token stands for. Raises TokenRefused."""
    claims = tokens.read_access(raw)
    session = live_sessions().select_related("user").filter(uid=claims.session_uid).first()
    if session is None or session.user.uid != claims.user_uid:
        raise tokens.TokenRefused("the session is over")
    return session


def user_of_session(uid):
    """Whose session with this uid still opens something, or None. Sockets ask again and again."""
    session = live_sessions().select_related("user").filter(uid=uid).first()
    return session and session.user


def whose_address_is_told():
    """For the doctor, on a public site: where people seem to come from one address, it is a proxy's. A sentence."""
    lately = live_sessions().exclude(address=None).filter(seen_at__gt=timezone.now() - LATELY).order_by("-seen_at")
    seen = list(lately.values_list("user", "address")[:MANY])
    people, addresses = {user for user, _address in seen}, {limit_key(address) for _user, address in seen}
    if not settings.IS_SECURE or len(people) < CROWD or len(addresses) > 1:
        return ""
    return f"{len(people)} people seem to come from {addresses.pop()} alone: is NUM_PROXIES the number of your proxies?"


def devices_of(user):
    """The signed-in devices of a person, the one used last first."""
    return live_sessions().filter(user=user).order_by("-seen_at")
