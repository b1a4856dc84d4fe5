"""The pages of accounts as a browser without scripts meets them."""

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.models import OneTimeToken, RefreshToken, Session, User
from accounts.selectors.users import pending_verification
from accounts.services import one_time, passwords, sessions
from notifications import composition
from notifications.models import Mail
from tests.factories.accounts import PASSWORD, UserFactory, sign_in

pytestmark = pytest.mark.django_db
NEW = {"email": "yi@example.com", "password": PASSWORD, "name": "怡君"}


def form_in(answer, address):
    """Post what the page at `address` really offers: its token, its hidden fields."""
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    found = re.findall(r'name="(csrfmiddlewaretoken|next)" value="([^"]*)"', main)
    assert found, address
    return dict(found)


def fill(client, address, /, **fields):
    return client.post(address.partition("?")[0], form_in(client.get(address), address) | fields)


@pytest.fixture
def browser():
    return Client(enforce_csrf_checks=True)


def test_register_confirm_and_land_where_one_wanted_to_go(browser):
    first = fill(browser, "/accounts/register/?next=/pets/abc/apply/", **NEW)
    assert first["Location"] == "/accounts/verify/"
    user = User.objects.get()
    assert not user.is_verified

    answer = fill(browser, "/accounts/verify/", code=one_time.code_of(pending_verification(user)))

    assert answer["Location"] == "/pets/abc/apply/"
    assert browser.get("/me/settings/").status_code == 200
    user.refresh_from_db()
    assert user.is_verified


def test_registering_a_known_address_looks_the_same(browser):
    UserFactory(email="known@example.com")
    other = Client(enforce_csrf_checks=True)

    answers = [
        fill(client, "/accounts/register/", **NEW | {"email": email})
        for client, email in ((browser, "known@example.com"), (other, "newer@example.com"))
    ]
    pages = [client.get("/accounts/verify/") for client in (browser, other)]

    assert [answer["Location"] for answer in answers] == ["/accounts/verify/"] * 2
    assert [sorted(answer.cookies) for answer in answers] == [["pb_pending"]] * 2
    assert len(answers[0].cookies["pb_pending"].value) == pytest.approx(
        len(answers[1].cookies["pb_pending"].value), abs=8
    )
    bodies = [re.sub(r'value="\w{64}"', "", page.content.decode()) for page in pages]
    assert bodies[0].replace("known@", "newer@") == bodies[1]
    again = [fill(client, "/accounts/verify/", code="000000").status_code for client in (browser, other)]
    assert again == [400, 400]


def test_a_mailed_link_changes_nothing_until_its_button_is_pressed(browser):
    fill(browser, "/accounts/register/", **NEW)
    address = f"/accounts/verify/{one_time.link_secret(OneTimeToken.objects.get())}/"

    opened = browser.get(address)

    assert (opened.status_code, User.objects.get().is_verified) == (200, False)
    assert 'type="password"' not in opened.content.decode()
    assert fill(browser, address)["Location"] == "/me/"
    assert browser.get(address).status_code == 410


def test_in_another_browser_the_link_asks_for_the_password_and_signs_in(browser):
    fill(Client(enforce_csrf_checks=True), "/accounts/register/", **NEW)
    address = f"/accounts/verify/{one_time.link_secret(OneTimeToken.objects.get())}/"

    wrong = fill(browser, address, password="wrong")
    assert (wrong.status_code, User.objects.get().is_verified) == (400, False)
    right = fill(browser, address, password=PASSWORD)

    assert (right["Location"], User.objects.get().is_verified) == ("/me/", True)
    assert settings.ACCESS_COOKIE in browser.cookies


def test_whoever_is_signed_in_with_another_account_is_asked_too(browser):
    fill(Client(enforce_csrf_checks=True), "/accounts/register/", **NEW)
    address = f"/accounts/verify/{one_time.link_secret(OneTimeToken.objects.get())}/"
    other = sign_in(browser, UserFactory())

    asked = browser.get(address)
    fill(browser, address, password=PASSWORD)

    assert 'type="password"' in asked.content.decode()
    assert Session.objects.get(pk=other.session.pk).end_reason == "replaced"
    assert Session.objects.get(ended_at=None).user.email == NEW["email"]


def test_an_address_that_a_stranger_registered_is_taken_back_by_a_reset(browser):
    fill(Client(enforce_csrf_checks=True), "/accounts/register/", **NEW | {"password": "attackers-horse-1"})
    secret = one_time.link_secret(passwords.reset_token(email=NEW["email"]))

    fill(browser, f"/accounts/password/reset/{secret}/", password=PASSWORD)

    user = User.objects.get()
    assert (user.is_verified, user.check_password(PASSWORD)) == (True, True)


def test_the_link_in_the_browser_that_registered_signs_in(browser):
    fill(browser, "/accounts/register/?next=/pets/", **NEW)

    answer = fill(browser, f"/accounts/verify/{one_time.link_secret(OneTimeToken.objects.get())}/")

    assert answer["Location"] == "/pets/"
    assert settings.ACCESS_COOKIE in browser.cookies


def test_signing_in_goes_on_to_where_one_wanted_to_go(browser):
    user = UserFactory()

    answer = fill(browser, "/accounts/login/?next=/me/likes/", email=user.email, password=PASSWORD)

    assert answer["Location"] == "/me/likes/"
    for name in (settings.ACCESS_COOKIE, settings.REFRESH_COOKIE):
        cookie = answer.cookies[name]
        assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (True, "Lax", "/", "")


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example/",
        r"/\evil.example/",
        r"\/evil.example",
        "javascript:alert(1)",
        "http:evil.example",
        "/\t/evil.example",
        "evil.example",
    ],
)
def test_nobody_is_sent_to_another_site(browser, target):
    user = UserFactory()

    answer = fill(browser, f"/accounts/login/?next={quote(target)}", email=user.email, password=PASSWORD)

    assert answer["Location"] == "/me/"


def test_a_wrong_password_is_said_without_naming_which_part(browser):
    answer = fill(browser, "/accounts/login/", email=UserFactory().email, password="wrong")

    assert answer.status_code == 400
    assert "信箱或密碼不對。" in answer.content.decode()


def test_too_many_failures_are_said_in_minutes(browser):
    for _ in range(5):
        fill(browser, "/accounts/login/", email="a@example.com", password="wrong")

    answer = fill(browser, "/accounts/login/", email="a@example.com", password="wrong")

    assert answer.status_code == 429
    assert "試太多次了，5 分鐘後再來" in answer.content.decode()


def test_a_form_without_the_csrf_token_is_refused(browser):
    answer = browser.post("/accounts/login/", {"email": UserFactory().email, "password": PASSWORD})

    assert answer.status_code == 403
    assert settings.ACCESS_COOKIE not in browser.cookies


def test_signing_out_ends_the_session_and_takes_the_cookies(browser):
    pair = sign_in(browser, UserFactory())

    answer = browser.post("/accounts/logout/", form_in(browser.get("/me/settings/"), "/me/settings/"))

    assert answer["Location"] == "/"
    assert answer.cookies[settings.ACCESS_COOKIE].value == ""
    assert Session.objects.get(pk=pair.session.pk).ended_at is not None


def test_a_forgotten_password_is_set_anew_once_and_ends_every_session(browser):
    user = UserFactory()
    pair = sessions.start(user=user)
    sent = fill(browser, "/accounts/password/reset/", email=user.email)
    composition.compose(Mail.objects.get())
    address = f"/accounts/password/reset/{one_time.link_secret(OneTimeToken.objects.get())}/"

    answer = fill(browser, address, password="another-horse-7")

    user.refresh_from_db()
    assert (sent.status_code, answer["Location"]) == (200, "/accounts/login/")
    assert user.check_password("another-horse-7")
    assert Session.objects.get(pk=pair.session.pk).end_reason == "password_reset"
    assert browser.get(address).status_code == 410
    assert sorted(Mail.objects.values_list("kind", flat=True)) == ["credential_changed", "password_reset"]


@pytest.mark.parametrize("void", ["an hour later", "password changed meanwhile", "newer link", "account closed"])
def test_a_reset_link_dies(browser, void):
    user = UserFactory()
    token = passwords.reset_token(email=user.email)
    address = f"/accounts/password/reset/{one_time.link_secret(token)}/"
    later = timezone.now() + timedelta(hours=1, seconds=1) if void == "an hour later" else timezone.now()
    if void == "password changed meanwhile":
        passwords.change(user=user, current=PASSWORD, new="another-horse-7")
    elif void == "newer link":
        passwords.reset_token(email=user.email)
    elif void == "account closed":
        User.objects.update(is_active=False)

    with time_machine.travel(later):
        answer = browser.get(address)

    assert answer.status_code == 410


def test_a_reset_for_an_unknown_address_says_the_same(browser):
    UserFactory(email="known@example.com")

    answers = [
        fill(browser, "/accounts/password/reset/", email=email) for email in ("known@example.com", "nobody@example.com")
    ]

    assert answers[0].content.decode().replace("known@", "nobody@") == answers[1].content.decode()
    assert [composition.compose(mail) is None for mail in Mail.objects.order_by("pk")] == [False, True]


# -- The identity of a page ----------------------------------------------------------------------------------------
def test_a_page_renews_an_access_token_that_has_run_out(browser):
    pair = sign_in(browser, UserFactory())

    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        first = browser.get("/me/settings/")
        second = browser.get("/me/settings/")

    assert (first.status_code, second.status_code) == (200, 200)
    assert first.cookies[settings.REFRESH_COOKIE].value not in ("", pair.refresh)
    assert settings.REFRESH_COOKIE not in second.cookies
    assert RefreshToken.objects.count() == 2
    assert first["Cache-Control"] == "private, no-store"


def test_cookies_that_open_nothing_are_taken_back(browser):
    pair = sign_in(browser, UserFactory())
    sessions.end(session=pair.session, by=None)

    answer = browser.get("/me/settings/")

    assert answer["Location"] == "/accounts/login/?next=/me/settings/"
    assert [answer.cookies[name].value for name in (settings.ACCESS_COOKIE, settings.REFRESH_COOKIE)] == ["", ""]


def test_a_page_that_asks_nobody_does_no_work(browser, django_assert_num_queries):
    sign_in(browser, UserFactory())

    with django_assert_num_queries(0):
        answer = browser.get("/healthz")

    assert answer.status_code == 200
    assert "private" not in answer.get("Cache-Control", "")
