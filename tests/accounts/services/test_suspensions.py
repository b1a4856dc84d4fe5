"""A suspension holds until its end; a second one never shortens the first."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.services import suspensions
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("first", [None, timedelta(days=30)])
def test_a_shorter_one_does_not_end_a_longer_one_early(first):
    user, operator, now = UserFactory(), UserFactory(superuser=True), timezone.now()
    suspensions.suspend(user=user, until=now + first if first else None, by=operator)
    user.refresh_from_db()
    longer = user.suspended_until

    suspensions.suspend(user=user, until=now + timedelta(days=7), by=operator)

    user.refresh_from_db()
    assert user.suspended_until == longer


def test_a_longer_one_counts():
    user, operator, now = UserFactory(), UserFactory(superuser=True), timezone.now()
    suspensions.suspend(user=user, until=now + timedelta(days=7), by=operator)

    suspensions.suspend(user=user, until=now + timedelta(days=30), by=operator)

    user.refresh_from_db()
    assert user.suspended_until == now + timedelta(days=30)
