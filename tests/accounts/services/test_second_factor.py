"""One code opens one door, also for two who show it in the same moment."""

import time

import pytest
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.services import second_factor
from tests.factories.accounts import UserFactory
from tests.races import at_once, outcomes

pytestmark = [pytest.mark.mariadb, pytest.mark.django_db(transaction=True)]
AT_ONCE = 8


def show_at_once(user, code):
    """Eight show it together, each to a server of its own."""
    return outcomes(at_once(*[lambda: second_factor.prove(user=user, code=code)] * AT_ONCE))


def test_a_code_of_the_app_shown_eight_times_at_once_opens_once():
    user = UserFactory()
    device = TOTPDevice.objects.create(user=user, name="app", confirmed=True)
    generator = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    generator.time = time.time()

    shown = show_at_once(user, f"{generator.token():06d}")

    assert shown["NoneType"] == 1


def test_a_recovery_code_shown_eight_times_at_once_opens_once():
    user = UserFactory()
    TOTPDevice.objects.create(user=user, name="app", confirmed=True)
    device = StaticDevice.objects.create(user=user, name="recovery")
    device.token_set.create(token="abcdefgh")

    shown = show_at_once(user, "abcdefgh")

    assert shown["NoneType"] == 1
