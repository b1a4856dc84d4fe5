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

from accounts.models import User
from accounts.services import audit, factor_devices, limits, passwords, sessions
from accounts.standing import require_verified
from petbuddy.errors import Conflict, Invalid

LASTS = timedelta(hours=12)
RECOVERY_CODES = 10


def is_shown(session):
    """Has the person of this session shown her second factor in the last hours? True where none is asked for."""
    if not settings.STAFF_SECOND_FACTOR:
        return True
    return session is not None and session.mfa_at is not None and session.mfa_at > timezone.now() - LASTS


device_of = factor_devices.app_of


@transaction.atomic
def begin(*, user, password):
    """A secret for a new authenticator app; nothing counts until its first code is right.

    Asks for the password: whoever finds a device signed in must not be able to shut its owner out.
    """
    require_verified(user)
    if device_of(user):
        raise Conflict(_("An authenticator app is set up already."))
    passwords.require(user=user, password=password)
    TOTPDevice.objects.filter(user=user, confirmed=False).delete()
    return TOTPDevice.objects.create(user=user, name="app", confirmed=False)


def confirm(*, user, session, code):
    """The app's first code is right: from now on it counts. Returns the recovery codes, shown this once."""
    taken = limits.take(bucket="second_factor", key=user.pk)
    device = device_of(user, confirmed=False)
    if device is None:
        raise Conflict
    if not device.verify_token(_digits(code)):
        raise _wrong()
    limits.give_back(taken)
    return _confirmed(user, session, device)


@transaction.atomic
def _confirmed(user, session, device):
    device.confirmed, device.created_at = True, timezone.now()  # it begins now, however long its secret lay there
    device.save(update_fields=["confirmed", "created_at"])
    codes = _fresh_codes(user)
    sessions.stamp_second_factor(session=session)
    factor_devices.changed(user=user, action="second_factor.added", what="second_factor")
    return codes


def prove(*, user, code):
    """Accept a code of the app or an unused recovery code. Raises Invalid, or TooMany; each wrong one counts."""
    taken = limits.take(bucket="second_factor", key=user.pk)
    if not _opens(user, code):
        audit.record(action="second_factor.failed", by=user, ref=user)
        raise _wrong()
    limits.give_back(taken)


def show(*, user, session, code):
    """The factor, shown on this device: it holds for some hours."""
    prove(user=user, code=code)
    sessions.stamp_second_factor(session=session)


def renew_codes(*, user, password):
    """A new set of recovery codes, shown this once; those before open nothing any more."""
    _require_device(user)
    passwords.require(user=user, password=password)
    with transaction.atomic():
        codes = _fresh_codes(user)
        factor_devices.changed(user=user, action="second_factor.codes_renewed", what="recovery_renewed")
    return codes


def switch_off(*, user, password, code):
    """Password and factor together end it. Staff keep theirs where the back office asks for it. Raises Invalid."""
    _require_device(user)
    if settings.STAFF_SECOND_FACTOR and user.is_staff:
        raise Conflict(_("Staff keep their second step: the back office asks for it."))
    passwords.require(user=user, password=password)
    prove(user=user, code=code)
    factor_devices.remove(user=user)


def codes_left(user):
    """How many recovery codes are still unused."""
    return StaticToken.objects.filter(device__user=user).count()


def _require_device(user):
    if device_of(user) is None:
        raise Conflict(_("No authenticator app is set up."))


def _fresh_codes(user):
    StaticDevice.objects.filter(user=user).delete()
    recovery = StaticDevice.objects.create(user=user, name="recovery")
    codes = [StaticToken.random_token() for _number in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=recovery, token=code) for code in codes)
    return codes


@transaction.atomic
def _opens(user, code):
    """One at a time for each person: django-otp reads and marks a code in two steps, and a code opens one door."""
    User.objects.select_for_update().get(pk=user.pk)
    return _app_says(user, code) or _recovered(user, code)


def _app_says(user, code):
    device = device_of(user)
    return device is not None and device.verify_token(_digits(code))


def _recovered(user, code):
    device = StaticDevice.objects.filter(user=user, confirmed=True).first()
    if device is None or not device.verify_token("".join(str(code).split()).lower()):
        return False
    factor_devices.changed(user=user, action="second_factor.recovery_used", what="recovery_used")
    return True


def _digits(code):
    return "".join(str(int(char)) for char in str(code)[:40] if char.isdecimal())


def _wrong():
    wrong = _("This code is not right, or has run out.")
    return Invalid(wrong, errors={"code": [wrong]})
