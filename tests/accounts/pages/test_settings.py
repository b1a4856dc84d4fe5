"""The settings, as a browser without scripts meets them: profile, language and colors, password, devices."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditEntry, Session
from accounts.services import sessions
from notifications.models import Mail
from tests.accounts.pages.test_doors import fill
from tests.factories.accounts import PASSWORD, UserFactory, sign_in

pytestmark = pytest.mark.django_db
PHONE = "Mozilla/5.0 (Linux; Android 15) Chrome/142.0 Mobile"


@pytest.fixture
def browser():
    return Client(enforce_csrf_checks=True)


def press(browser, page, action, **fields):
    """Press a button of `page` whose form goes to `action`."""
    token = browser.get(page).content.decode().partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    return browser.post(action, {"csrfmiddlewaretoken": token, **fields})


def test_the_list_leads_to_every_page(browser):
    sign_in(browser, UserFactory(name="小怡"))

    page = browser.get("/me/settings/").content.decode()

    parts = ("profile", "home", "security", "display", "privacy")
    assert [f'href="/me/settings/{part}/"' in page for part in parts] == [True] * 5
    assert [browser.get(f"/me/settings/{part}/").status_code for part in parts] == [200] * 5
    assert "/me/notifications/preferences/" in page


def test_the_profile_is_kept(browser):
    user = UserFactory()
    sign_in(browser, user)
    details = {
        "name": "小怡",
        "district": "tpe|tpe-116",
        "phone": "＋８８６ ９１２ ３４５ ６７８",
        "address": "木柵路 1 號",
    }

    answer = fill(browser, "/me/settings/profile/", **details)

    user.refresh_from_db()
    profile = user.profile
    assert (answer["Location"], user.name) == ("/me/settings/profile/", "小怡")
    assert (profile.county, profile.district) == ("tpe", "tpe-116")
    assert (profile.phone, profile.address) == ("0912345678", "木柵路 1 號")


def test_a_county_without_its_district_is_enough(browser):
    user = UserFactory()
    sign_in(browser, user)

    fill(browser, "/me/settings/profile/", name="小怡", district="tpe|")

    user.profile.refresh_from_db()
    assert (user.profile.county, user.profile.district) == ("tpe", "")
    assert 'value="tpe|" selected' in browser.get("/me/settings/profile/").content.decode()


def test_a_short_phone_number_is_said_and_nothing_typed_is_lost(browser):
    sign_in(browser, UserFactory())

    answer = fill(browser, "/me/settings/profile/", name="小怡", phone="091234567")

    page = answer.content.decode()
    assert answer.status_code == 400
    assert "手機號碼少了 1 碼，要 10 碼" in page
    assert 'value="091234567"' in page
    assert 'value="小怡"' in page


def test_language_and_colors_are_kept_and_the_device_follows(browser):
    user = UserFactory()
    sign_in(browser, user)

    answer = fill(browser, "/me/settings/display/", language="en", theme="dark")

    user.refresh_from_db()
    assert (user.language, user.profile.theme) == ("en", "dark")
    assert (answer.cookies["pb_lang"].value, answer.cookies["pb_theme"].value) == ("en", "dark")


def test_changing_the_password_signs_every_other_device_out_and_keeps_this_one(browser):
    user = UserFactory()
    sign_in(browser, user)
    other = sessions.start(user=user)

    answer = fill(browser, "/me/settings/password/", current_password=PASSWORD, new_password="another-horse-7")

    assert answer["Location"] == "/me/settings/security/"
    assert browser.get("/me/settings/security/").status_code == 200
    assert Session.objects.get(pk=other.session.pk).end_reason == "password_changed"
    assert Mail.objects.get().kind == "credential_changed"


def test_the_present_password_is_needed_and_guessing_it_is_limited(browser):
    user = UserFactory()
    sign_in(browser, user)

    answers = [
        fill(browser, "/me/settings/password/", current_password="x", new_password="another-horse-7") for _ in range(6)
    ]

    user.refresh_from_db()
    assert [answer.status_code for answer in answers] == [400] * 5 + [429]
    assert answers[-1]["Retry-After"].isdigit()
    assert user.check_password(PASSWORD)


# -- Devices -------------------------------------------------------------------------------------------------------
def test_who_knows_her_address_cannot_keep_her_from_changing_the_password(browser):
    user = UserFactory(email="yi@example.com")
    sign_in(browser, user)
    stranger = [fill(Client(), "/accounts/login/", email=user.email, password="guess").status_code for _ in range(6)]

    answer = fill(browser, "/me/settings/password/", current_password=PASSWORD, new_password="another-horse-7")

    assert stranger == [400] * 5 + [429]
    assert answer["Location"] == "/me/settings/security/"


def test_devices_are_shown_with_their_place_and_the_present_one_first(browser):
    user = UserFactory()
    sessions.start(user=user, device=PHONE)
    sign_in(browser, user, device="Firefox/140.0 (Windows)")
    Session.objects.filter(device=PHONE).update(address="203.0.113.77")

    page = browser.get("/me/settings/security/").content.decode()

    assert page.index("Firefox · Windows") < page.index("Chrome · Android")
    assert "203.0.113.*" in page
    assert "203.0.113.77" not in page


def test_one_device_or_all_others_are_signed_out(browser):
    user = UserFactory()
    here = sign_in(browser, user)
    one, two, three = (sessions.start(user=user).session for _ in range(3))

    press(browser, "/me/settings/security/", f"/me/settings/devices/{one.uid}/end/")
    assert set(Session.objects.filter(ended_at=None)) == {here.session, two, three}
    press(browser, "/me/settings/security/", "/me/settings/devices/end/")

    assert list(Session.objects.filter(ended_at=None)) == [here.session]


def test_a_device_of_somebody_else_is_not_there(browser):
    other = sessions.start(user=UserFactory()).session
    sign_in(browser, UserFactory())

    answer = press(browser, "/me/settings/", f"/me/settings/devices/{other.uid}/end/")

    assert (answer.status_code, Session.objects.get(pk=other.pk).ended_at) == (404, None)


def test_logging_out_everywhere_asks_first_and_ends_this_device_too(browser):
    user = UserFactory()
    sign_in(browser, user)
    sessions.start(user=user)

    asked = browser.get("/me/settings/devices/everywhere/")
    still = Session.objects.filter(ended_at=None).count()
    answer = press(browser, "/me/settings/devices/everywhere/", "/me/settings/devices/everywhere/")

    assert (asked.status_code, still) == (200, 2)
    assert answer["Location"] == "/accounts/login/"
    assert Session.objects.filter(ended_at=None).count() == 0
    assert browser.get("/me/settings/").status_code == 302
    assert AuditEntry.objects.filter(action="session.ended_all").count() == 1


def test_the_list_of_devices_costs_the_same_for_three_as_for_one(browser):
    user = UserFactory()
    sign_in(browser, user)
    counts = []

    for _number in range(2):
        with CaptureQueriesContext(connection) as queries:
            browser.get("/me/settings/security/")
        counts.append(len(queries))
        for _more in range(2):
            sessions.start(user=user)

    assert counts[0] == counts[1]


# -- Links that are over -------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("address", "onward"),
    [
        ("/accounts/password/reset/x/", "/accounts/password/reset/"),
        ("/accounts/verify/x/", "/accounts/login/"),
        ("/accounts/email/x/", "/me/settings/email/"),
        ("/accounts/email/undo/x/", "/accounts/password/reset/"),
    ],
)
def test_a_link_that_is_over_leads_to_the_next_one(browser, address, onward):
    answer = browser.get(address)

    main = answer.content.decode().partition("<main")[2]
    assert answer.status_code == 410
    assert f'<a class="button button--block" href="{onward}">' in main
