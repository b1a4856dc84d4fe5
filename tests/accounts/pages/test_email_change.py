"""Another mail address: proven before it counts, told to the old one, and taken back from there."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import OneTimeToken, Session, User
from accounts.services import one_time, sessions
from forms_builder.permissions import forms_visible_to
from forms_builder.services import shares
from notifications import composition
from notifications.models import Mail
from tests.accounts.pages.test_doors import fill
from tests.accounts.pages.test_settings import press
from tests.factories.accounts import PASSWORD, UserFactory, sign_in
from tests.factories.forms import FormFactory

pytestmark = pytest.mark.django_db
PAGE = "/me/settings/email/"
NEW = "new@example.com"


@pytest.fixture
def browser():
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def user(browser):
    user = UserFactory(email="old@example.com")
    sign_in(browser, user)
    return user


def ask(browser, email=NEW, password=PASSWORD):
    return fill(browser, PAGE, email=email, current_password=password)


def token(purpose="email_change"):
    return OneTimeToken.objects.filter(purpose=purpose).latest("pk")


def test_what_was_shared_with_the_new_address_opens_with_the_change(browser, user):
    form = FormFactory()
    shares.share(form=form, email=NEW, rights=["edit_form"], by=form.owner)
    ask(browser)

    press(browser, PAGE, "/me/settings/email/code/", code=one_time.code_of(token()))

    assert list(forms_visible_to(user)) == [form]


def test_the_code_of_the_mail_makes_the_new_address_the_one_that_signs_in(browser, user):
    other = sessions.start(user=user).session
    ask(browser)
    before = User.objects.get().email

    answer = press(browser, PAGE, "/me/settings/email/code/", code=one_time.code_of(token()))

    user.refresh_from_db()
    other.refresh_from_db()
    assert (before, user.email, user.is_verified) == ("old@example.com", NEW, True)
    assert (answer["Location"], other.end_reason) == ("/me/settings/security/", "email_changed")
    assert browser.get("/me/settings/security/").status_code == 200
    assert list(Mail.objects.order_by("pk").values_list("kind", "to")) == [
        ("email_change", NEW),
        ("credential_changed", "old@example.com"),
    ]


def test_the_link_of_the_mail_works_elsewhere_once_and_needs_its_button(browser, user):
    ask(browser)
    elsewhere, address = Client(), f"/accounts/email/{one_time.link_secret(token())}/"

    looked = elsewhere.get(address)
    before = User.objects.get().email
    answer = elsewhere.post(address)

    assert (looked.status_code, before) == (200, "old@example.com")
    assert (answer["Location"], User.objects.get().email) == ("/accounts/login/", NEW)
    assert elsewhere.get(address).status_code == 410
    assert Session.objects.filter(ended_at=None).count() == 0


def test_a_taken_address_looks_the_same_and_only_its_owner_hears_of_it(browser, user):
    UserFactory(email="taken@example.com")

    taken = ask(browser, "taken@example.com")
    page = browser.get(PAGE).content.decode()
    mail = composition.compose(Mail.objects.get())
    code = press(browser, PAGE, "/me/settings/email/code/", code="000000")
    free = ask(browser, "taken@example.org")

    assert (taken.status_code, taken["Location"]) == (free.status_code, free["Location"]) == (302, PAGE)
    assert "taken@example.com" in page
    assert (mail.to, one_time.code_of(token()) in mail.body) == (["taken@example.com"], False)
    assert "有人想用你的信箱" in mail.subject
    assert code.status_code == 400


def test_an_address_taken_in_the_meantime_is_not_taken_twice(browser, user):
    ask(browser)
    UserFactory(email=NEW)

    answer = press(browser, PAGE, "/me/settings/email/code/", code=one_time.code_of(token()))

    user.refresh_from_db()
    assert (answer.status_code, user.email) == (410, "old@example.com")


@pytest.mark.parametrize("void", ["an hour later", "password changed", "asked anew", "kept the old one"])
def test_the_link_dies(browser, user, void):
    ask(browser)
    address = f"/accounts/email/{one_time.link_secret(token())}/"
    later = timezone.now() + (timedelta(hours=1, seconds=1) if void == "an hour later" else timedelta())
    if void == "password changed":
        user.set_password("another-horse-7")
        user.save()
    elif void == "asked anew":
        ask(browser, "newer@example.com")
    elif void == "kept the old one":
        press(browser, PAGE, "/me/settings/email/cancel/")

    with time_machine.travel(later):
        answer = Client().get(address)

    assert answer.status_code == 410


def test_the_present_password_is_needed(browser, user):
    answer = ask(browser, password="x")

    assert (answer.status_code, OneTimeToken.objects.count(), Mail.objects.count()) == (400, 0, 0)
    assert 'value="new@example.com"' in answer.content.decode()


def test_codes_cannot_be_guessed(browser, user):
    ask(browser)

    answers = [press(browser, PAGE, "/me/settings/email/code/", code="000000").status_code for _ in range(6)]

    assert answers == [400] * 5 + [429]


def test_the_old_address_takes_the_change_back_even_after_a_new_password(browser, user):
    ask(browser)
    press(browser, PAGE, "/me/settings/email/code/", code=one_time.code_of(token()))
    told = composition.compose(Mail.objects.get(kind="credential_changed"))
    user.refresh_from_db()
    user.set_password("thief-horse-9")
    user.save()
    address = f"/accounts/email/undo/{one_time.link_secret(token('email_undo'))}/"

    looked = Client().get(address)
    answer = Client().post(address)

    user.refresh_from_db()
    assert address in told.body
    assert (looked.status_code, answer.status_code) == (200, 200)
    assert (user.email, user.check_password("thief-horse-9")) == ("old@example.com", False)
    assert Session.objects.filter(ended_at=None).count() == 0
    assert Mail.objects.latest("pk").kind == "password_reset"
    assert composition.compose(Mail.objects.latest("pk")).to == ["old@example.com"]


def test_an_unconfirmed_address_is_corrected_and_the_stranger_behind_it_hears_nothing(browser):
    user = UserFactory(email="mistyped@example.com", unverified=True)
    sign_in(browser, user)
    ask(browser)

    press(browser, PAGE, "/me/settings/email/code/", code=one_time.code_of(token()))

    user.refresh_from_db()
    assert (user.email, user.is_verified) == (NEW, True)
    assert set(Mail.objects.values_list("to", flat=True)) == {NEW}
    assert OneTimeToken.objects.filter(purpose="email_undo").count() == 0
