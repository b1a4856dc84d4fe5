"""Signing in: five failures in five minutes, whoever asks at once, and the right password is never counted."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from accounts import context
from accounts.models import AuditEntry
from accounts.services import limits, logins
from petbuddy.addresses import limit_key
from petbuddy.errors import TooMany
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def come_from(address):
    context.enter(RequestFactory().get("/", REMOTE_ADDR=address))


def outcome(email, password):
    try:
        logins.sign_in(email=email, password=password)
    except (logins.WrongCredentials, TooMany) as error:
        return type(error).__name__
    return "in"


def test_the_right_password_opens_and_is_written_down():
    user = UserFactory(email="yi@example.com")

    pair = logins.sign_in(email=" Yi@Example.com", password=PASSWORD)

    assert pair.session.user == user
    assert AuditEntry.objects.filter(action="login", actor=user).count() == 1


@pytest.mark.parametrize("trait", ["disabled", "erased"])
def test_a_closed_account_looks_like_a_wrong_password(trait):
    fields = {"disabled": True} if trait == "disabled" else {"erased_at": timezone.now()}
    user = UserFactory(**fields)

    assert outcome(user.email, PASSWORD) == "WrongCredentials"


@pytest.mark.parametrize("typed", ["ádmin@example.com", "admin@exämple.com", "admin@example.com\u0301", ""])
def test_a_look_alike_of_an_address_is_another_one(typed):
    UserFactory(email="admin@example.com")

    assert outcome(typed, PASSWORD) == "WrongCredentials"


def test_after_five_failures_the_account_waits_whatever_the_address_and_the_spelling():
    UserFactory(email="yi@example.com")
    spellings = ["yi@example.com", "YI@example.com", " yi@example.com", "ｙｉ@example.com", "yi@EXAMPLE.com"]

    for number, typed in enumerate(spellings):
        come_from(f"203.0.113.{number}")
        assert outcome(typed, "wrong") == "WrongCredentials"

    come_from("198.51.100.7")
    assert outcome("yi@example.com", PASSWORD) == "TooMany"


def test_five_minutes_later_the_right_password_opens_again():
    UserFactory(email="yi@example.com")
    for _ in range(5):
        outcome("yi@example.com", "wrong")

    with time_machine.travel(timezone.now() + timedelta(minutes=5, seconds=1)):
        answer = outcome("yi@example.com", PASSWORD)

    assert answer == "in"


def test_signing_in_rightly_is_not_counted():
    user = UserFactory()

    answers = [outcome(user.email, PASSWORD) for _ in range(12)]

    assert answers == ["in"] * 12


def test_one_address_may_fail_ten_times_a_minute():
    come_from("203.0.113.9")

    answers = [outcome(f"nobody{number}@example.com", "wrong") for number in range(12)]

    assert answers == ["WrongCredentials"] * 10 + ["TooMany"] * 2


def test_an_address_of_ipv6_is_its_network():
    keys = {limit_key(f"2001:db8:1:2::{number}") for number in range(9)}

    assert keys == {"2001:db8:1:2::/64"}


def take_at_once(count):
    barrier = threading.Barrier(count)

    def one(_number):
        barrier.wait()
        try:
            limits.take(bucket="login_account", key="yi@example.com")
        except TooMany:
            return False
        return True

    with ThreadPoolExecutor(count) as pool:
        return sum(pool.map(one, range(count)))


def test_sixty_tries_at_once_are_counted_exactly():
    assert take_at_once(60) == 5


def test_the_limit_holds_while_redis_is_away(redis_server):
    redis_server.stop()

    allowed = take_at_once(60)

    assert allowed == 5


@pytest.mark.mariadb
@pytest.mark.django_db(transaction=True)
def test_sixty_wrong_passwords_at_once_are_looked_at_five_times():
    UserFactory(email="yi@example.com")
    barrier = threading.Barrier(60)

    def one(number):
        come_from(f"203.0.113.{number}")
        barrier.wait()
        try:
            return outcome("yi@example.com", "wrong")
        finally:
            connection.close()

    with ThreadPoolExecutor(60) as pool:
        answers = list(pool.map(one, range(60)))

    assert answers.count("WrongCredentials") == 5
    assert answers.count("TooMany") == 55
