"""Nobody learns from an answer, or from the work behind it, whether an address has an account."""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from tests.factories.accounts import PASSWORD, UserFactory, api

pytestmark = pytest.mark.django_db
BASE = "/api/v1/auth/"


class CountingHasher(MD5PasswordHasher):
    """Counts what takes the time."""

    count = 0

    def encode(self, password, salt):
        type(self).count += 1
        return super().encode(password, salt)


def hashes(act):
    """How many passwords the server hashed for this request."""
    CountingHasher.count = 0
    act()
    return CountingHasher.count


@pytest.fixture
def addresses(settings):
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    return [
        UserFactory(email="known@example.com").email,
        UserFactory(email="waits@example.com", unverified=True).email,
        UserFactory(email="shut@example.com", disabled=True).email,
        "nobody@example.com",
        "no address",
    ]


def test_signing_in_hashes_one_password_whoever_it_is(addresses):
    def over_the_api(email):
        api().post(f"{BASE}token/", {"email": email, "password": "wrong"})

    def on_the_page(email):
        Client().post("/accounts/login/", {"email": email, "password": "wrong"})

    assert [hashes(lambda email=email: over_the_api(email)) for email in addresses] == [1] * 5
    assert [hashes(lambda email=email: on_the_page(email)) for email in addresses] == [1] * 5


def test_registering_hashes_one_password_whoever_it_is(addresses):
    def register(email):
        api().post(f"{BASE}register/", {"email": email, "password": PASSWORD, "name": "x"})

    assert [hashes(lambda email=email: register(email)) for email in addresses[:4]] == [1] * 4


def test_asking_for_a_reset_writes_the_same_rows_whoever_it_is(addresses):
    def written(email):
        with CaptureQueriesContext(connection) as queries:
            api().post(f"{BASE}password/reset/", {"email": email})
        return [query["sql"].partition("(")[0] for query in queries if query["sql"].startswith(("INSERT", "UPDATE"))]

    rows = [written(email) for email in addresses[:4]]

    assert rows[0] != []
    assert rows == [rows[0]] * 4


LOOK_ALIKES = {
    "an accent": "ádmin@example.com",
    "capitals": "ADMIN@EXAMPLE.COM",
    "a space behind": "admin@example.com ",
    "full width": "ａｄｍｉｎ@example.com",
    "an accent of its own": "admin@example.com\u0301",
    "a letter of another alphabet": "аdmin@example.com",
    "a dotted letter": "admın@example.com",
    "a soft hyphen": "ad\u00admin@example.com",
}


@pytest.mark.parametrize("typed", LOOK_ALIKES.values(), ids=LOOK_ALIKES)
def test_a_look_alike_opens_no_second_account_and_touches_not_the_first(typed):
    """Also on MariaDB, whose collation calls several of them the same: run with --db=mariadb."""
    admin = UserFactory(email="admin@example.com")
    before = admin.password

    api().post(f"{BASE}register/", {"email": typed, "password": "attackers-horse-1", "name": "x"})
    wrong = api().post(f"{BASE}token/", {"email": typed, "password": "attackers-horse-1"})

    admin.refresh_from_db()
    assert wrong.status_code == 401
    assert (admin.password, admin.email) == (before, "admin@example.com")
    assert [user.email for user in User.objects.all()] == ["admin@example.com"]


@pytest.mark.parametrize(
    "typed", [LOOK_ALIKES["an accent"], LOOK_ALIKES["a letter of another alphabet"], "admın@example.com"]
)
def test_a_look_alike_does_not_sign_in_with_the_first_ones_password(typed):
    UserFactory(email="admin@example.com")

    answer = api().post(f"{BASE}token/", {"email": typed, "password": PASSWORD})

    assert answer.status_code == 401
