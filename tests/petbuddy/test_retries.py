"""Nobody sees an error because two acted at the same moment; and no other error is hidden."""

from threading import Barrier

import pytest
from django.db import OperationalError, transaction

from accounts.models import User
from petbuddy.retries import RETRIES, retry_deadlocks
from tests.factories.accounts import UserFactory
from tests.races import at_once


class Flaky:
    """Loses so many races, then works."""

    def __init__(self, losses, code=1213):
        self.calls, self.losses, self.code = 0, losses, code

    def __call__(self):
        self.calls += 1
        if self.calls <= self.losses:
            raise OperationalError(self.code, "lost")
        return "done"

    __name__ = "flaky"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("code", [1205, 1213])
def test_a_lost_race_is_run_again(code):
    flaky = Flaky(RETRIES, code)

    assert (retry_deadlocks(flaky)(), flaky.calls) == ("done", RETRIES + 1)


@pytest.mark.django_db(transaction=True)
def test_the_last_loss_is_said():
    flaky = Flaky(RETRIES + 1)

    with pytest.raises(OperationalError):
        retry_deadlocks(flaky)()

    assert flaky.calls == RETRIES + 1


@pytest.mark.django_db(transaction=True)
def test_another_error_is_no_race():
    flaky = Flaky(1, code=2006)

    with pytest.raises(OperationalError):
        retry_deadlocks(flaky)()

    assert flaky.calls == 1


@pytest.mark.django_db
def test_only_the_outermost_transaction_starts_again():
    flaky = Flaky(1)

    with transaction.atomic(), pytest.raises(OperationalError):
        retry_deadlocks(flaky)()

    assert flaky.calls == 1


@pytest.mark.mariadb
@pytest.mark.django_db(transaction=True)
def test_a_real_deadlock_is_survived_by_both():
    pair, tries = [UserFactory().pk, UserFactory().pk], []
    meeting = Barrier(2, timeout=20)

    @retry_deadlocks
    @transaction.atomic
    def cross(first, second):
        tries.append(first)
        User.objects.select_for_update().get(pk=first)
        if len(tries) <= 2:  # both hold one row before either asks for the other
            meeting.wait()
        User.objects.select_for_update().get(pk=second)
        return "done"

    results = at_once(lambda: cross(*pair), lambda: cross(*reversed(pair)))

    assert (results, len(tries)) == (["done", "done"], 3)
