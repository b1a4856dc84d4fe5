"""Back in by the mailbox: what a thief set up does not keep the owner out, what is hers is not gone around."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import AuditEntry, Session
from accounts.services import logins, one_time, passwords, second_factor, sessions
from notifications import composition
from notifications.models import Mail
from tests.accounts.pages.test_doors import fill
from tests.factories.accounts import PASSWORD, UserFactory, api, with_app

pytestmark = pytest.mark.django_db
NEW = "another-horse-7"
OFFER = "不是我設定的"


@pytest.fixture
def owner():
    return UserFactory(email="owner@example.com")


def address(user):
    return f"/accounts/password/reset/{one_time.link_secret(passwords.reset_token(email=user.email))}/"


def days_ago(days):
    return timezone.now() - timedelta(days=days)


def test_the_reset_removes_an_app_that_the_owner_did_not_set_up_when_she_says_so(owner):
    with_app(owner, at=days_ago(6))
    page = address(owner)
    looked = Client().get(page).content.decode()

    fill(Client(), page, password=NEW, drop_second_factor="on")

    assert OFFER in looked
    assert logins.sign_in(email=owner.email, password=NEW).session.user == owner
    assert AuditEntry.objects.get(action="second_factor.removed").note == "not_hers"
    assert Mail.objects.filter(kind="credential_changed").count() == 2


def test_without_a_word_it_stays(owner):
    with_app(owner)

    fill(Client(), address(owner), password=NEW)

    with pytest.raises(logins.SecondStepNeeded):
        logins.sign_in(email=owner.email, password=NEW)


def test_after_a_week_a_reset_is_no_way_around_it(owner):
    with_app(owner, at=days_ago(7))
    page = address(owner)

    looked = Client().get(page).content.decode()
    fill(Client(), page, password=NEW, drop_second_factor="on")

    assert OFFER not in looked
    with pytest.raises(logins.SecondStepNeeded):
        logins.sign_in(email=owner.email, password=NEW)


def test_its_week_begins_with_the_first_right_code(owner):
    session = sessions.start(user=owner).session
    with time_machine.travel(days_ago(8)):
        app = second_factor.begin(user=owner, password=PASSWORD)

    second_factor.confirm(user=owner, session=session, code=f"{totp(app.bin_key):06d}")

    assert OFFER in Client().get(address(owner)).content.decode()


def test_no_mailbox_removes_the_one_that_opens_the_back_office(settings):
    settings.STAFF_SECOND_FACTOR = True
    staff = UserFactory(staff=True)
    with_app(staff)
    page = address(staff)

    looked = Client().get(page).content.decode()
    fill(Client(), page, password=NEW, drop_second_factor="on")

    assert OFFER not in looked
    assert TOTPDevice.objects.filter(user=staff).exists()


@pytest.mark.parametrize(("days", "status", "left"), [(6, 200, False), (8, 400, True)])
def test_over_the_api(owner, days, status, left):
    with_app(owner, at=days_ago(days))
    token = one_time.link_secret(passwords.reset_token(email=owner.email))

    answer = api().post(
        "/api/v1/auth/password/reset/confirm/", {"token": token, "password": NEW, "drop_second_factor": True}
    )

    owner.refresh_from_db()
    assert answer.status_code == status
    assert (second_factor.device_of(owner) is not None, owner.check_password(NEW)) == (left, not left)


def test_the_thief_is_out(owner):
    with_app(owner)
    thief = sessions.start(user=owner).session

    fill(Client(), address(owner), password=NEW, drop_second_factor="on")

    thief = Session.objects.get(pk=thief.pk)
    assert (thief.end_reason, thief.mfa_at) == ("password_reset", None)


def test_the_mail_about_a_new_app_says_for_how_long_it_can_be_removed(owner):
    session = sessions.start(user=owner).session
    app = second_factor.begin(user=owner, password=PASSWORD)
    second_factor.confirm(user=owner, session=session, code=f"{totp(app.bin_key):06d}")

    told = composition.compose(Mail.objects.get(kind="credential_changed"))

    assert "一週內" in told.body
    assert "/accounts/password/reset/" in told.body
