"""Remembers in the browser which address waits for its code, whether or not there is a new account behind it."""

from django.conf import settings

from accounts import registrations

COOKIE = "pb_pending"


def remember(response, *, email, token, next_path):
    """`token` is None where the address had an account: the cookie looks the same."""
    value = registrations.sign(email=email, token=token, next_path=next_path)
    response.set_cookie(
        COOKIE,
        value,
        max_age=registrations.SECONDS,
        httponly=True,
        samesite="Lax",
        secure=settings.IS_SECURE,
        path="/accounts/",
    )


def of(request):
    """The Pending of this browser, or None."""
    return registrations.read(request.COOKIES.get(COOKIE, ""))


def forget(response):
    response.delete_cookie(COOKIE, path="/accounts/", samesite="Lax")
