"""The second step for everybody: at each sign-in, with recovery codes that are looked after, and switched off."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import Session
from notifications.models import Mail
from tests.accounts.pages.test_doors import fill
from tests.accounts.pages.test_second_factor import code_of, enrolled
from tests.factories.accounts import PASSWORD, UserFactory, api, sign_in

pytestmark = pytest.mark.django_db
DOOR, STEP = "/accounts/login/", "/accounts/second-factor/"


@pytest.fixture
def user():
    return UserFactory(email="yi@example.com")


@pytest.fixture
def codes(client, user):
    return enrolled(client, user)


def half_in(next_path=""):
    browser = Client(enforce_csrf_checks=True)
    answer = fill(browser, f"{DOOR}{next_path}", email="yi@example.com", password=PASSWORD)
    return browser, answer


def told():
    return list(Mail.objects.order_by("pk").values_list("data__what", flat=True))


def test_setting_up_shows_a_picture_and_the_key_in_words(client, user):
    sign_in(client, user)

    answer = client.post(STEP, {"begin": "1", "current_password": PASSWORD})

    page = answer.content.decode()
    assert '<img class="qr" src="data:image/svg+xml' in page
    assert len(re.search(r"<code>([A-Z2-7 ]+)</code>", page)[1].replace(" ", "")) == 32
    assert "img-src 'self' data:" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("password", ["", "wrong-horse-9"])
def test_a_device_that_somebody_found_signed_in_shuts_its_owner_not_out(client, user, password):
    sign_in(client, user)

    answer = client.post(STEP, {"begin": "1", "current_password": password})

    assert (answer.status_code, TOTPDevice.objects.count()) == (400, 0)


def test_nobody_sets_one_up_before_the_address_is_confirmed(client):
    sign_in(client, UserFactory(unverified=True))

    answer = client.post(STEP, {"begin": "1", "current_password": PASSWORD})

    assert (answer.status_code, TOTPDevice.objects.count()) == (403, 0)


def test_the_password_alone_no_longer_signs_in(codes):
    before = Session.objects.count()
    browser, answer = half_in("?next=/me/likes/")

    assert (answer["Location"], Session.objects.count()) == (STEP, before)
    assert browser.get("/me/settings/").status_code == 302
    assert browser.get(STEP).status_code == 200


def test_with_the_code_one_is_in_and_where_one_wanted_to_go(codes):
    browser, _answer = half_in("?next=/me/likes/")

    with time_machine.travel(timezone.now() + timedelta(seconds=30)):
        answer = fill(browser, STEP, code=code_of(TOTPDevice.objects.get()))
        inside = browser.get("/me/settings/")

    assert (answer["Location"], inside.status_code) == ("/me/likes/", 200)
    assert Session.objects.latest("pk").mfa_at is not None


def test_a_recovery_code_opens_once_and_its_use_is_mailed(codes):
    first, second = half_in()[0], half_in()[0]

    answers = [fill(browser, STEP, code=codes[0]) for browser in (first, second)]

    assert [answer.status_code for answer in answers] == [302, 400]
    assert told() == ["second_factor", "recovery_used"]
    assert StaticToken.objects.count() == 9


def test_a_half_open_door_shuts_after_ten_minutes_and_with_another_password(codes, user):
    late, stale = half_in()[0], half_in()[0]

    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        answer = late.get(STEP)
    user.set_password("another-horse-7")
    user.save()

    assert answer["Location"].startswith(DOOR)
    assert stale.get(STEP)["Location"].startswith(DOOR)


def test_codes_are_limited_also_before_one_is_in(codes):
    browser, _answer = half_in()

    answers = [fill(browser, STEP, code="000000").status_code for _ in range(6)]

    assert answers == [400] * 5 + [429]


def test_the_api_asks_for_the_code_too(codes):
    body = {"email": "yi@example.com", "password": PASSWORD}

    without = api().post("/api/v1/auth/token/", body, format="json")
    wrong = api().post("/api/v1/auth/token/", body | {"code": "000000"}, format="json")
    right = api().post("/api/v1/auth/token/", body | {"code": codes[0]}, format="json")

    assert (without.status_code, without.json()["code"]) == (401, "second_factor_required")
    assert (wrong.status_code, right.status_code) == (400, 200)
    assert sorted(right.json()) == ["access", "refresh"]


def test_new_recovery_codes_need_the_password_and_end_the_old_ones(client, codes):
    refused = client.post("/me/settings/second-step/codes/", {"current_password": "x"})
    page = client.post("/me/settings/second-step/codes/", {"current_password": PASSWORD}).content.decode()

    fresh = re.findall(r"<li><code>(\w+)</code>", page)
    assert refused.status_code == 400
    assert (len(fresh), set(fresh) & set(codes)) == (10, set())
    assert set(StaticToken.objects.values_list("token", flat=True)) == set(fresh)
    assert told() == ["second_factor", "recovery_renewed"]


def test_switching_off_needs_password_and_factor(client, codes):
    attempts = [
        {"current_password": PASSWORD, "code": "000000"},
        {"current_password": "x", "code": codes[0]},
        {"current_password": PASSWORD, "code": codes[0]},
    ]

    answers = [client.post("/me/settings/second-step/off/", fields).status_code for fields in attempts]

    assert answers == [400, 400, 302]
    assert (TOTPDevice.objects.count(), StaticToken.objects.count()) == (0, 0)
    assert told() == ["second_factor", "recovery_used", "second_factor_off"]
    assert half_in()[1]["Location"] == "/me/"


def test_staff_keep_theirs_where_the_back_office_asks_for_it(client, settings):
    settings.STAFF_SECOND_FACTOR = True
    codes = enrolled(client, UserFactory(superuser=True))

    answer = client.post("/me/settings/second-step/off/", {"current_password": PASSWORD, "code": codes[0]})

    assert (answer.status_code, TOTPDevice.objects.count()) == (409, 1)


def test_how_many_codes_are_left_is_shown(client, codes):
    StaticToken.objects.first().delete()

    assert "還有 9 組備用碼" in client.get("/me/settings/security/").content.decode()
