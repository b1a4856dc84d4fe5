"""Signing in with e-mail and password: one door for the site, the API and the admin."""

from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext_lazy as _

from accounts.context import limit_key, origin
from accounts.emails import normalize_email
from accounts.selectors.users import by_email
from accounts.services import audit, limits, passwords, sessions
from petbuddy.errors import SignedOut


class WrongCredentials(SignedOut):
    """No such account, or another password: the two look the same."""

    code = "wrong_credentials"
    message = _("E-mail or password is not right.")


def sign_in(*, email, password):
    """Start a session for whoever knows the password. Raises WrongCredentials, or TooMany after too many failures.

    A try is counted before the password is looked at and given back when it was right: parallel guesses gain nothing.
    """
    name, here = normalize_email(email), origin()
    taken = limits.take_all(("login_account", name), ("login_address", limit_key(here.address)))
    user = by_email(name)
    if not _is_right(user, password):
        audit.record(action="login.failed", by=None, ref=user or "")
        raise WrongCredentials
    limits.give_back(*taken)
    pair = sessions.start(user=user, device=here.device)
    audit.record(action="login", by=user, ref=pair.session)
    return pair


def _is_right(user, password):
    if len(password) > passwords.LONGEST:
        return False
    if user is None:
        make_password(password)  # as slow as for an account that is there
        return False
    return user.check_password(password) and user.is_active and user.erased_at is None
