"""An account in a real browser: registered, confirmed, on two devices, out everywhere within seconds, in again."""

import re
import time

import pytest
from playwright.sync_api import expect

from accounts.models import OneTimeToken, User
from accounts.services import one_time
from adoption.form_templates.species import template
from forms_builder.models import Submission
from tests.browser.people import come_in
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.adoption import PostFactory
from tests.factories.forms import FormFactory

EMAIL, SECONDS = "yi@example.com", 5


def mailed_code():
    return one_time.code_of(OneTimeToken.objects.latest("pk"))


def register(page):
    page.goto("/accounts/register/")
    page.get_by_label("電子信箱").fill(EMAIL)
    page.get_by_label("密碼").fill(PASSWORD)
    page.get_by_label("怎麼稱呼你").fill("怡君")
    page.locator("main").get_by_role("button", name="建立帳號").click()
    page.wait_for_url("**/accounts/verify/")
    page.get_by_label("信裡的驗證碼").fill(mailed_code())
    page.get_by_role("button", name="確認", exact=True).click()
    page.wait_for_url("**/me/")


def sign_in_by_keyboard(page):
    """No pointer: along the page with Tab, into the fields, and Enter."""
    page.locator("#id_email").focus()
    page.keyboard.type(EMAIL)
    page.keyboard.press("Tab")
    expect(page.locator("#id_password")).to_be_focused()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="顯示")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#id_password")).to_have_attribute("type", "text")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/me/**")


def socket_of(page):
    """[] until the page's socket is shut, from its own point of view."""
    closed = []
    page.on("websocket", lambda socket: socket.on("close", lambda: closed.append(time.monotonic())))
    return closed


def test_two_devices_and_out_everywhere(open_page):
    first, second = open_page(), open_page()
    register(first)
    second.goto("/accounts/login/?next=/me/settings/security/")
    shut = socket_of(second)
    with second.expect_websocket():
        sign_in_by_keyboard(second)
        expect(second.get_by_text("這台裝置")).to_have_count(1)
    assert second.evaluate("fetch('/api/v1/me/').then((answer) => answer.status)") == 200
    second.expected_errors += ["401", "WebSocket", "403"]

    first.goto("/me/settings/security/")
    first.get_by_role("link", name="在所有裝置登出").click()
    first.get_by_role("button", name="在所有裝置登出").click()
    first.wait_for_url("**/accounts/login/")
    out_at = time.monotonic()
    status = second.evaluate("fetch('/api/v1/me/').then((answer) => answer.status)")
    while not shut and time.monotonic() - out_at < 2 * SECONDS:
        second.wait_for_timeout(100)

    assert status == 401
    assert shut
    assert shut[0] - out_at <= SECONDS
    second.reload()
    second.wait_for_url("**/accounts/login/?next=/me/settings/security/")
    sign_in_by_keyboard(second)
    expect(second).to_have_url(re.compile("/me/settings/security/$"))


def test_every_part_works_without_scripts(open_page):
    page = open_page(java_script_enabled=False)
    register(page)

    page.goto("/me/settings/profile/")
    page.get_by_label("怎麼稱呼你").fill("小怡")
    page.locator("[name=district]").select_option("tpe|tpe-116")
    page.get_by_label("手機").fill("0912-345-678")
    page.get_by_role("button", name="儲存").click()
    page.goto("/me/settings/email/")
    page.get_by_label("電子信箱").fill("new@example.com")
    page.get_by_label("目前的密碼").fill(PASSWORD)
    page.get_by_role("button", name="寄出驗證碼").click()
    page.get_by_label("信裡的驗證碼").fill(mailed_code())
    page.get_by_role("button", name="確認", exact=True).click()

    user = User.objects.get()
    assert (user.name, user.email, user.profile.district) == ("小怡", "new@example.com", "tpe-116")
    assert user.profile.phone == "0912345678"


@pytest.mark.parametrize("part", ["", "profile/", "home/", "security/", "email/", "password/", "display/", "privacy/"])
def test_the_settings_can_be_used_by_everybody(open_page, accessibility_violations, part):
    page = open_page(viewport={"width": 360, "height": 740})
    come_in(page, UserFactory(name="怡君"))

    page.goto(f"/me/settings/{part}")
    page.wait_for_load_state("networkidle")

    assert accessibility_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_was_told_once_is_offered_and_taken_over_with_one_tap(open_page):
    adopter, giver = UserFactory(name="怡君"), UserFactory()
    post = PostFactory(published=True, giver=giver, form=FormFactory(owner=giver, draft=template("cat")))
    page = open_page(viewport={"width": 360, "height": 740})
    come_in(page, adopter)
    page.goto("/me/settings/home/")
    page.get_by_label("租的，整層或整棟").check()
    page.get_by_role("button", name="儲存").last.click()
    expect(page.get_by_label("租的，整層或整棟")).to_be_checked()

    page.goto(f"/pets/{post.uid}/apply/")
    page.locator("main [type=submit]").last.click()
    page.goto(f"/pets/{post.uid}/apply/?step=2")
    page.get_by_label("有，全部都弄好了").check()
    expect(page.get_by_label("租的，整層或整棟")).not_to_be_checked()
    page.get_by_role("button", name="帶入：你住的地方是誰的？").click()

    expect(page.get_by_label("租的，整層或整棟")).to_be_checked()
    expect(page.get_by_label("有，全部都弄好了")).to_be_checked()
    expect(page.get_by_text("房東或管理單位同意養寵物嗎？")).to_be_visible()
    answers = Submission.objects.get(respondent=adopter).answers
    assert answers == {"q_home_window_safety": "c_window_all", "q_home_owned": "c_own_rent"}
