"""Mailed codes and links: used once, for a short time, and only while the account is as it was then."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from accounts.models import OneTimeToken
from petbuddy.errors import Gone, Invalid, TooMany

Purpose = OneTimeToken.Purpose
LIFETIME = {
    Purpose.VERIFY_EMAIL: timedelta(minutes=30),
    Purpose.PASSWORD_RESET: timedelta(hours=1),
    Purpose.EMAIL_CHANGE: timedelta(hours=1),
    # No way in: it only puts back what was, and asks for a new password. As long as some do not read their mail.
    Purpose.EMAIL_UNDO: timedelta(days=7),
}
CODE_TRIES = 5


@transaction.atomic
def issue(*, user, purpose, email=""):
    """A new token for `user`; those before it open nothing any more. `email`: the address that a change is about.

    Taking a change back is the exception: whoever changes the address twice must not close the first owner's way.
    """
    now = timezone.now()
    if purpose != Purpose.EMAIL_UNDO:
        revoke(user=user, purpose=purpose)
    token = OneTimeToken(
        user=user,
        purpose=purpose,
        email=email,
        state_hash=_state_of(user, purpose),
        expires_at=now + LIFETIME[purpose],
    )
    token.token_hash = _hash(link_secret(token))
    token.save()
    return token


def revoke(*, user, purpose):
    """What was mailed to `user` for this opens nothing any more."""
    OneTimeToken.objects.filter(user=user, purpose=purpose, used_at=None).update(used_at=timezone.now())


def revoke_later(*, token):
    """What was mailed for the same after `token` opens nothing any more."""
    later = OneTimeToken.objects.filter(user=token.user_id, purpose=token.purpose, pk__gt=token.pk, used_at=None)
    later.update(used_at=timezone.now())


def latest(*, user, purpose, **about):
    """The newest unused token of `user` for this, or None. `email`: only those that are about this address."""
    waiting = OneTimeToken.objects.select_related("user").filter(user=user, purpose=purpose, used_at=None, **about)
    return waiting.order_by("-pk").first()


def link_secret(token):
    """What stands in the mailed address: made again from the row's uid, never stored."""
    return salted_hmac(f"accounts.link.{token.purpose}", str(token.uid), algorithm="sha256").hexdigest()[:40]


def code_of(token):
    """The six digits of the mail."""
    digest = salted_hmac(f"accounts.code.{token.purpose}", str(token.uid), algorithm="sha256").hexdigest()
    return f"{int(digest, 16) % 1_000_000:06d}"


def holds(token, now=None):
    """The token has not been used, has not run out, and the account is still as it was."""
    fresh = token.used_at is None and token.expires_at > (now or timezone.now())
    return fresh and token.user.is_active and token.state_hash == _state_of(token.user, token.purpose)


def read_link(*, purpose, secret):
    """The token behind a mailed address. Raises Gone when it opens nothing (any more). Reading changes nothing."""
    token = OneTimeToken.objects.select_related("user").filter(purpose=purpose, token_hash=_hash(secret)).first()
    if token is None or not holds(token):
        raise Gone
    return token


def read_code(*, token, code):
    """Accept the typed code for `token` (None: an account that waits for none). Each try counts.

    Raises Invalid for a wrong code and TooMany after five.
    """
    wrong = _("This code is not right, or has run out.")
    if token is None or not holds(token):
        raise Invalid(wrong, errors={"code": [wrong]})
    tries = OneTimeToken.objects.filter(pk=token.pk, attempts__lt=CODE_TRIES)
    if not tries.update(attempts=F("attempts") + 1):
        raise TooMany(_("Too many wrong codes. Have a new one sent."))
    if not constant_time_compare(code_of(token), _digits(code)):
        raise Invalid(wrong, errors={"code": [wrong]})
    return token


def spend(*, token):
    """Use it up; whoever comes second, also at the same instant, gets Gone."""
    if not OneTimeToken.objects.filter(pk=token.pk, used_at=None).update(used_at=timezone.now()):
        raise Gone


def _digits(code):
    """As people copy it: with a space in the middle, in full-width digits."""
    return "".join(str(int(char)) for char in str(code)[:40] if char.isdecimal())


def _hash(secret):
    return salted_hmac("accounts.one_time", secret, algorithm="sha256").hexdigest()


def _state_of(user, purpose):
    """What voids the token by changing: a reset dies with the old password, a verification once it is done.

    Whoever took an account over changes its password next, or the address once more: neither must keep the owner from
    taking it back.
    """
    parts = [str(user.pk), purpose]
    if purpose != Purpose.EMAIL_UNDO:
        parts += [user.email, user.password]
    if purpose == Purpose.VERIFY_EMAIL:
        parts.append(str(user.email_verified_at is None))
    return _hash("|".join(parts))
