"""Remembers for a few minutes who has given her password and now owes the code of her app."""

from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac

from accounts.models import User

COOKIE = "pb_half_in"
SALT = "accounts.half_in"
SECONDS = 600


def remember(response, *, user, next_path):
    """Only in this browser, and void as soon as the password is another one."""
    value = signing.dumps([str(user.uid), _mark(user), next_path], salt=SALT)
    response.set_cookie(
        COOKIE, value, max_age=SECONDS, httponly=True, samesite="Lax", secure=settings.IS_SECURE, path="/accounts/"
    )


def of(request):
    """(the person, where she wanted to go), or (None, "")."""
    try:
        uid, mark, next_path = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None, ""
    user = User.objects.filter(uid=uid, is_active=True, erased_at=None).first()
    return (user, next_path) if user is not None and _mark(user) == mark else (None, "")


def forget(response):
    response.delete_cookie(COOKIE, path="/accounts/", samesite="Lax")


def _mark(user):
    return salted_hmac(SALT, f"{user.pk}|{user.password}|{user.email}", algorithm="sha256").hexdigest()[:32]
