"""Remembers in the browser which address waits for its code, whether or not there is a new account behind it."""

import secrets
from dataclasses import asdict, dataclass

from django.conf import settings
from django.core import signing

COOKIE = "pb_pending"
SALT = "accounts.pending"
SECONDS = 3600


@dataclass(frozen=True)
class Pending:
    """`state` ties the code to what was registered here; for an address that was taken it ties to nothing."""

    email: str
    state: str
    next: str = ""


def remember(response, *, email, token, next_path):
    """`token` is None where the address had an account: the cookie looks the same."""
    state = token.state_hash if token else secrets.token_hex(32)
    value = signing.dumps(asdict(Pending(email, state, next_path)), salt=SALT)
    response.set_cookie(
        COOKIE, value, max_age=SECONDS, httponly=True, samesite="Lax", secure=settings.IS_SECURE, path="/accounts/"
    )


def of(request):
    """The Pending of this browser, or None."""
    try:
        return Pending(**signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=SECONDS))
    except (signing.BadSignature, TypeError):
        return None


def forget(response):
    response.delete_cookie(COOKIE, path="/accounts/", samesite="Lax")
