"""An address that is changed twice: the first owner's way back stays open."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.models import OneTimeToken
from accounts.services import email_changes, one_time, second_factor
from petbuddy.errors import Gone
from tests.factories.accounts import PASSWORD, UserFactory, with_app

pytestmark = pytest.mark.django_db
UNDO = one_time.Purpose.EMAIL_UNDO


@pytest.fixture
def owner():
    return UserFactory(email="owner@example.org")


def change(user, email):
    user.refresh_from_db()
    return email_changes.confirm(token=email_changes.request(user=user, email=email, password=PASSWORD))


def undo(email):
    """Follow the link that was mailed to this address."""
    token = OneTimeToken.objects.get(purpose=UNDO, email=email)
    return email_changes.undo(token=one_time.read_link(purpose=UNDO, secret=one_time.link_secret(token)))


def test_a_second_change_does_not_close_the_way_back_to_the_first_address(owner):
    change(owner, "thief@example.org")
    change(owner, "thief.too@example.org")

    user = undo("owner@example.org")

    assert user.email == "owner@example.org"


def test_taking_the_first_change_back_voids_those_after_it(owner):
    change(owner, "thief@example.org")
    change(owner, "thief.too@example.org")
    owner.refresh_from_db()
    waiting = email_changes.request(user=owner, email="thief.three@example.org", password=PASSWORD)

    undo("owner@example.org")

    with pytest.raises(Gone):
        undo("thief@example.org")
    waiting.refresh_from_db()
    assert not one_time.holds(waiting)


def test_taking_only_the_last_change_back_leaves_the_first_way_open(owner):
    change(owner, "thief@example.org")
    change(owner, "thief.too@example.org")

    undo("thief@example.org")

    assert undo("owner@example.org").email == "owner@example.org"


@pytest.mark.parametrize("days", [0, 6])
def test_a_change_is_taken_back_for_a_week(owner, days):
    change(owner, "thief@example.org")

    with time_machine.travel(timezone.now() + timedelta(days=days)):
        user = undo("owner@example.org")

    assert user.email == "owner@example.org"


def test_not_for_longer(owner):
    change(owner, "thief@example.org")

    with time_machine.travel(timezone.now() + timedelta(days=7, seconds=1)), pytest.raises(Gone):
        undo("owner@example.org")


@pytest.mark.parametrize("order", ["before", "after"])
def test_a_second_factor_that_came_with_the_change_goes_with_it(owner, order):
    if order == "before":
        with_app(owner, at=timezone.now() - timedelta(minutes=5))
    change(owner, "thief@example.org")
    if order == "after":
        with_app(owner, at=timezone.now() + timedelta(days=3))

    with time_machine.travel(timezone.now() + timedelta(days=6)):
        user = undo("owner@example.org")

    assert second_factor.device_of(user) is None
    assert second_factor.codes_left(user) == 0


def test_the_owners_own_second_factor_stays(owner):
    with_app(owner, at=timezone.now() - timedelta(days=2))
    change(owner, "thief@example.org")

    user = undo("owner@example.org")

    assert second_factor.device_of(user) is not None
    assert second_factor.codes_left(user) == 1
