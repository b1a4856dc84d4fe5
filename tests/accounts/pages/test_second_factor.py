"""The back office: the site's own door, and for staff the second factor before it opens."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import AuditEntry, Session
from notifications.models import Mail
from tests.factories.accounts import PASSWORD, UserFactory, sign_in

pytestmark = pytest.mark.django_db
PAGE = "/accounts/second-factor/"


@pytest.fixture(autouse=True)
def _second_factor_is_asked_for(settings):
    settings.STAFF_SECOND_FACTOR = True


def code_of(device):
    return f"{totp(device.bin_key):06d}"


def enrolled(client, user):
    """Set the app up as a person does; gives the recovery codes that the page shows."""
    sign_in(client, user)
    client.post(PAGE, {"begin": "1", "current_password": PASSWORD})
    page = client.post(PAGE, {"code": code_of(TOTPDevice.objects.get(user=user))})
    return re.findall(r"<li><code>(\w+)</code>", page.content.decode())


def test_a_stranger_is_sent_to_the_door_of_the_site(client):
    answer = client.get("/admin/", follow=True)

    assert answer.redirect_chain[-1][0] == "/accounts/login/?next=/admin/"


def test_a_member_who_is_no_staff_is_refused(client):
    sign_in(client, UserFactory())

    answer = client.get("/admin/", follow=True)

    assert answer.status_code == 403


def test_staff_without_a_second_factor_set_one_up_first(client):
    sign_in(client, UserFactory(superuser=True))

    answer = client.get("/admin/", follow=True)

    assert answer.redirect_chain[-1][0] == f"{PAGE}?next=/admin/"
    assert TOTPDevice.objects.count() == 0


def test_with_the_apps_code_the_back_office_opens(client):
    user = UserFactory(superuser=True)

    codes = enrolled(client, user)

    assert len(codes) == StaticToken.objects.count() == 10
    assert client.get("/admin/").status_code == 200
    assert Mail.objects.get().kind == "credential_changed"


def test_another_device_shows_the_factor_anew(client):
    user = UserFactory(superuser=True)
    enrolled(client, user)
    sign_in(client, user)

    assert client.get("/admin/").status_code == 302
    with time_machine.travel(timezone.now() + timedelta(seconds=30)):
        answer = client.post(PAGE, {"code": code_of(TOTPDevice.objects.get()), "next": "/admin/"})
        opened = client.get("/admin/")

    assert answer["Location"] == "/admin/"
    assert opened.status_code == 200


def test_a_code_of_the_app_works_once(client):
    user = UserFactory(superuser=True)
    enrolled(client, user)
    sign_in(client, user)

    answer = client.post(PAGE, {"code": code_of(TOTPDevice.objects.get())})

    assert answer.status_code == 400
    assert AuditEntry.objects.filter(action="second_factor.failed").count() == 1


def test_a_recovery_code_works_once(client):
    user = UserFactory(superuser=True)
    codes = enrolled(client, user)
    sign_in(client, user)

    first = client.post(PAGE, {"code": codes[0].upper(), "next": "/admin/"})
    sign_in(client, user)
    second = client.post(PAGE, {"code": codes[0]})

    assert (first.status_code, second.status_code) == (302, 400)


def test_the_factor_holds_for_half_a_day(client):
    enrolled(client, UserFactory(superuser=True))

    with time_machine.travel(timezone.now() + timedelta(hours=12, minutes=1)):
        answer = client.get("/admin/")

    assert answer.status_code == 302


def test_codes_cannot_be_guessed_all_day(client):
    user = UserFactory(superuser=True)
    enrolled(client, user)
    sign_in(client, user)

    answers = [client.post(PAGE, {"code": "000000"}).status_code for _ in range(6)]

    assert answers[-1] == 429


def test_on_one_machine_the_password_is_enough(client, settings):
    settings.STAFF_SECOND_FACTOR = False
    sign_in(client, UserFactory(superuser=True))

    answer = client.get("/admin/")

    assert answer.status_code == 200
    assert "'unsafe-eval'" in answer["Content-Security-Policy"]
    assert "unsafe" not in client.get("/me/settings/")["Content-Security-Policy"]


def test_leaving_the_back_office_is_signing_out(client):
    enrolled(client, UserFactory(superuser=True))

    client.post("/admin/logout/")

    assert Session.objects.get().end_reason == "logout"
