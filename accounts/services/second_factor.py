"""The second factor: six digits of an authenticator app, or one of ten recovery codes. django-otp keeps the devices.

What it proves is stamped on our own session (`mfa_at`): there is no Django session that could carry its mark.
"""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.services import audit, limits, sessions
from notifications.services.notices import notify
from petbuddy.errors import Conflict, Invalid

LASTS = timedelta(hours=12)
RECOVERY_CODES = 10


def is_shown(session):
    """Has the person of this session shown her second factor in the last hours? True where none is asked for."""
    if not settings.STAFF_SECOND_FACTOR:
        return True
    return session is not None and session.mfa_at is not None and session.mfa_at > timezone.now() - LASTS


def device_of(user, *, confirmed=True):
    """Her authenticator app, or None."""
    return TOTPDevice.objects.filter(user=user, confirmed=confirmed).first()


@transaction.atomic
def begin(*, user):
    """A secret for a new authenticator app; nothing counts until its first code is right."""
    if device_of(user):
        raise Conflict(_("An authenticator app is set up already."))
    TOTPDevice.objects.filter(user=user, confirmed=False).delete()
    return TOTPDevice.objects.create(user=user, name="app", confirmed=False)


def confirm(*, user, session, code):
    """The app's first code is right: from now on it counts. Returns the recovery codes, shown this once."""
    limits.take(bucket="second_factor", key=user.pk)
    device = device_of(user, confirmed=False)
    if device is None:
        raise Conflict
    if not device.verify_token(_digits(code)):
        raise _wrong()
    return _confirmed(user, session, device)


@transaction.atomic
def _confirmed(user, session, device):
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    StaticDevice.objects.filter(user=user).delete()
    recovery = StaticDevice.objects.create(user=user, name="recovery")
    codes = [StaticToken.random_token() for _number in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=recovery, token=code) for code in codes)
    sessions.stamp_second_factor(session=session)
    entry = audit.record(action="second_factor.added", by=user, ref=user)
    notify(
        kind="credential_changed",
        recipients=[user],
        ref=user,
        event_key=f"credential_changed:{entry.pk}",
        data={"what": "second_factor"},
    )
    return codes


def show(*, user, session, code):
    """Accept a code of the app or an unused recovery code for this session. Raises Invalid, or TooMany."""
    taken = limits.take(bucket="second_factor", key=user.pk)
    if not (_app_says(user, code) or _recovered(user, code)):
        audit.record(action="second_factor.failed", by=user, ref=user)
        raise _wrong()
    limits.give_back(taken)
    sessions.stamp_second_factor(session=session)


def _app_says(user, code):
    device = device_of(user)
    return device is not None and device.verify_token(_digits(code))


def _recovered(user, code):
    device = StaticDevice.objects.filter(user=user, confirmed=True).first()
    if device is None or not device.verify_token("".join(str(code).split()).lower()):
        return False
    audit.record(action="second_factor.recovery_used", by=user, ref=user)
    return True


def _digits(code):
    return "".join(str(int(char)) for char in str(code)[:40] if char.isdecimal())


def _wrong():
    wrong = _("This code is not right, or has run out.")
    return Invalid(wrong, errors={"code": [wrong]})
