"""Signing in with e-mail and password: one door for the site, the API and the admin."""

from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext_lazy as _

from accounts.context import origin
from accounts.emails import normalize_email
from accounts.selectors.users import by_email
from accounts.services import audit, limits, passwords, second_factor, sessions
from petbuddy.addresses import limit_key
from petbuddy.errors import SignedOut


class WrongCredentials(SignedOut):
    """No such account, or another password: the two look the same."""

    code = "wrong_credentials"
    message = _("E-mail or password is not right.")


class SecondStepNeeded(SignedOut):
    """The password is right; the account also asks for the code of an app. `user` is whom to ask."""

    code = "second_factor_required"
    message = _("Now the six digits of your authenticator app.")

    def __init__(self, user):
        super().__init__()
        self.user = user


def sign_in(*, email, password, code=""):
    """Start a session for whoever knows the password, and shows the second factor where there is one.

    Raises WrongCredentials, SecondStepNeeded where `code` is missing, or TooMany after too many failures.
    A try is counted before the password is looked at and given back when it was right: parallel guesses gain nothing.
    """
    name = normalize_email(email)
    taken = limits.take_all(("login_account", name), ("login_address", limit_key(origin().address)))
    user = by_email(name)
    if not _is_right(user, password):
        audit.record(action="login.failed", by=None, ref=user or "")
        raise WrongCredentials
    limits.give_back(*taken)
    if second_factor.device_of(user) is None:
        return _start(user)
    if not code:
        raise SecondStepNeeded(user)
    return second_step(user=user, code=code)


def second_step(*, user, code):
    """The other half of signing in, for whoever has just given the password. Raises Invalid or TooMany."""
    second_factor.prove(user=user, code=code)
    pair = _start(user)
    sessions.stamp_second_factor(session=pair.session)
    return pair


def _start(user):
    pair = sessions.start(user=user, device=origin().device)
    audit.record(action="login", by=user, ref=pair.session)
    return pair


def _is_right(user, password):
    if len(password) > passwords.LONGEST:
        return False
    if user is None:
        make_password(password)  # as slow as for an account that is there
        return False
    return user.check_password(password) and user.is_active and user.erased_at is None
