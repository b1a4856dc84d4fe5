"""Passwords: what is taken, changing one, and getting back in without it."""

import uuid

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.emails import normalize_email
from accounts.selectors.users import by_email
from accounts.services import audit, factor_devices, limits, one_time, sessions, verified
from notifications.services.notices import notify, send_mail
from petbuddy.errors import Invalid

LONGEST = 1024  # characters; hashing a book would only cost time


def check(password, user, field="password"):
    """Refuse a password that is short, common or much like the name or address. Raises Invalid for `field`."""
    if len(password) > LONGEST:
        raise Invalid(errors={field: [_("This password is too long.")]})
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid(errors={field: error.messages})


def require(*, user, password, field="current_password"):
    """Go on only with the present password. Raises Invalid for `field`, and TooMany after too many wrong ones.

    Counted apart from signing in, where anybody who knows her address can use up the tries.
    """
    taken = limits.take(bucket="own_password", key=user.pk)
    if len(password) > LONGEST or not user.check_password(password):
        raise Invalid(errors={field: [_("This is not your present password.")]})
    limits.give_back(taken)


@transaction.atomic
def change(*, user, current, new, device=""):
    """Set a new password. Every device is signed out; the present one gets the session that is returned."""
    require(user=user, password=current)
    check(new, user, "new_password")
    _set(user, new, reason="password_changed")
    return sessions.start(user=user, device=device)


@transaction.atomic
def request_reset(*, email):
    """Mail a link to set a new password, if there is such an account. The caller says the same either way.

    For any address the same rows are written, in the same time; whether there is an account to write to is only asked
    when the mail is made (reset_token), and one without an account is dropped there.
    """
    email = normalize_email(email)
    limits.take(bucket="mail_to", key=email)
    user = by_email(email)
    send_mail(
        kind="password_reset",
        to=email,
        language=user.language if user else get_language(),
        dedup_key=f"password_reset:{uuid.uuid4()}",
        recipient=user,
    )
    audit.record(action="password.reset_requested", by=None, ref=user or "")


def reset_token(*, email):
    """The token for a mail that is being written to `email`, or None where nobody has that address."""
    user = by_email(email)
    if user is None or not user.is_active:
        return None
    return one_time.issue(user=user, purpose=one_time.Purpose.PASSWORD_RESET)


@transaction.atomic
def reset(*, secret, password, drop_second_factor=False):
    """Set a new password with a mailed link, which also proves the mailbox. Raises Gone for a used or old link.

    A second factor stays, unless she says that it is not hers, within a week of its being set up.
    """
    token = one_time.read_link(purpose=one_time.Purpose.PASSWORD_RESET, secret=secret)
    check(password, token.user)
    one_time.spend(token=token)
    user = token.user
    if drop_second_factor:
        factor_devices.disown(user=user)
    is_new = not user.is_verified
    if is_new:
        user.email_verified_at = timezone.now()
    _set(user, password, reason="password_reset")
    if is_new:
        verified.tell(user)
    return user


def _set(user, password, *, reason):
    user.set_password(password)
    user.save(update_fields=["password", "email_verified_at"])
    sessions.end_all(user=user, by=user, reason=reason)
    entry = audit.record(action="password.changed", by=user, ref=user, note=reason)
    notify(
        kind="credential_changed",
        recipients=[user],
        ref=user,
        event_key=f"credential_changed:{entry.pk}",
        data={"what": "password"},
    )
