"""Another mail address: the new one must prove itself first, and the old one hears of it and can take it back."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.emails import normalize_email
from accounts.models import User
from accounts.selectors.users import by_email
from accounts.services import audit, factor_devices, limits, one_time, passwords, sessions, verified
from notifications.services.notices import notify, send_mail
from petbuddy.errors import Gone, Invalid

Purpose = one_time.Purpose
TAKEOVER_LASTS = timedelta(days=1)  # a second factor and a new address come in one go, in whatever order


@transaction.atomic
def request(*, user, email, password):
    """Mail a code and a link to the new address. Whether that address has an account is only asked when it is written.

    Raises Invalid for a wrong password or the present address, TooMany after too many tries.
    """
    email = normalize_email(email)
    passwords.require(user=user, password=password)
    if email == user.email:
        raise Invalid(errors={"email": [_("This is your address already.")]})
    limits.take(bucket="mail_to", key=email)
    token = one_time.issue(user=user, purpose=Purpose.EMAIL_CHANGE, email=email)
    send_mail(
        kind="email_change",
        to=email,
        language=user.language,
        ref=token,
        dedup_key=f"email_change:{token.uid}",
        recipient=user,
    )
    audit.record(action="email.change_requested", by=user, ref=user)
    return token


@transaction.atomic
def cancel(*, user):
    """She stays with the present address: code and link open nothing any more."""
    one_time.revoke(user=user, purpose=Purpose.EMAIL_CHANGE)


@transaction.atomic
def confirm(*, token, keep=None):
    """The new mailbox is hers and takes the place of the old one. Every device but `keep` is signed out.

    Raises Gone for a used token, and where the address belongs to somebody by now.
    """
    one_time.spend(token=token)
    user = User.objects.select_for_update().get(pk=token.user_id)
    if by_email(token.email) is not None:
        raise Gone
    old, was_verified = user.email, user.is_verified
    if was_verified:  # a mistyped address belongs to a stranger: nothing of this account is his business
        _tell_old_address(user)
    _put(user, token.email)
    if was_verified:
        one_time.issue(user=user, purpose=Purpose.EMAIL_UNDO, email=old)
    sessions.end_all(user=user, by=user, reason="email_changed", keep=keep)
    return user


@transaction.atomic
def undo(*, token):
    """It was not her: the old address comes back, every device is out, and a link for a new password is mailed.

    Changes that came after are void with it, and so is a second factor that came with them. The way back to an address
    before this one stays open for its own week.
    """
    one_time.spend(token=token)
    one_time.revoke_later(token=token)
    one_time.revoke(user=token.user, purpose=Purpose.EMAIL_CHANGE)
    user = User.objects.select_for_update().get(pk=token.user_id)
    _put(user, token.email)
    user.set_unusable_password()  # whoever changed the address knew it
    user.save(update_fields=["password"])
    factor_devices.remove_since(user=user, moment=token.created_at - TAKEOVER_LASTS)
    sessions.end_all(user=user, by=user, reason="email_undone")
    passwords.request_reset(email=user.email)
    return user


def _put(user, email):
    user.email, user.email_verified_at = email, timezone.now()
    try:
        with transaction.atomic():
            user.save(update_fields=["email", "email_verified_at"])
    except IntegrityError:  # the same address at the same moment
        raise Gone
    verified.tell(user)
    audit.record(action="email.changed", by=user, ref=user, fields=["email"])


def _tell_old_address(user):
    """While it still is the address of the account; the mail's button takes the change back."""
    notify(
        kind="credential_changed",
        recipients=[user],
        ref=user,
        event_key=f"credential_changed:email:{timezone.now().timestamp():.6f}",
        data={"what": "email"},
    )
