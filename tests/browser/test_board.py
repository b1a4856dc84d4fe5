"""The giver's board while it is open: what others do arrives by itself, and keys move between applicants."""

import pytest
from celery.contrib.testing.worker import start_worker
from playwright.sync_api import expect

from adoption.services import applications
from petbuddy.celery import app
from tests.adoption.scenes import applied, published, state_of
from tests.browser.people import come_in
from tests.factories.accounts import UserFactory


@pytest.fixture
def worker(site):
    """The worker beside the site: it passes hints on to open pages."""
    with start_worker(app, pool="threads", concurrency=1, perform_ping_check=False, queues=["default"]):
        yield


@pytest.fixture
def post(site):
    return published(name="橘子")


def open_board(page, post, query=""):
    come_in(page, post.giver)
    with page.expect_websocket():
        page.goto(f"/me/posts/{post.uid}/applications/{query}")
    page.wait_for_function("() => document.documentElement.dataset.session === 'in'")
    return page


def ready_to_send(post, name):
    """A draft with every answer, by somebody who likes the pet."""
    draft = applied(post, "draft", applicant=UserFactory(name=name))
    draft.submission.answers = {"q_day1": "我和先生輪流在家。", "q_pets": False}
    draft.submission.save()
    return draft


def test_a_like_and_an_application_arrive_while_the_board_is_open(open_page, post, worker, accessibility_violations):
    draft = ready_to_send(post, "陳怡君")
    giver = open_board(open_page(), post)
    adopter = open_page()
    come_in(adopter, UserFactory())
    adopter.goto(f"/pets/{post.uid}/")
    adopter.wait_for_function("() => document.documentElement.dataset.session === 'in'")  # before, hearts are links

    adopter.get_by_role("button", name="收藏橘子").first.click()
    expect(giver.locator('[data-board-target="likes"]')).to_have_text("1 人收藏")
    applications.submit(application=draft, by=draft.applicant)

    expect(giver.get_by_role("article").filter(has_text="陳怡君")).to_be_visible()
    expect(giver.get_by_role("heading", name="新申請 1")).to_be_visible()
    expect(giver.get_by_role("status").filter(has_text="橘子有一份新申請").first).to_be_visible()
    assert accessibility_violations(giver) == []


def test_keys_open_the_next_applicant_and_shortlist_her_but_rest_while_one_types(open_page, post):
    first, second = (
        applied(post, applicant=UserFactory(name="吳先生")),
        applied(post, applicant=UserFactory(name="陳怡君")),
    )
    page = open_board(open_page(), post)

    page.keyboard.press("j")
    expect(page.get_by_role("heading", level=2, name="陳怡君", exact=True)).to_be_visible()
    page.wait_for_function("() => document.documentElement.dataset.session === 'in'")  # the new page's tabs work
    expect(page.get_by_role("tab", name="私人筆記")).to_have_attribute("aria-selected", "false")
    page.get_by_role("tab", name="私人筆記").click()
    expect(page.get_by_role("tab", name="私人筆記")).to_have_attribute("aria-selected", "true")
    page.get_by_role("textbox", name="筆記").type("sjv")
    was = state_of(second)
    page.get_by_role("tab", name="申請內容").focus()
    page.keyboard.press("s")
    expect(page.get_by_text("陳怡君列為候選了。")).to_be_visible()

    assert (was, state_of(second), state_of(first)) == ("under_review", "shortlisted", "submitted")


def test_whoever_comes_from_a_mail_has_looked_and_the_applicant_is_told(open_page, post):
    application = applied(post)
    page = open_board(open_page(), post, f"?application={application.uid}")

    expect(page.locator('[data-board-target="first-look"]')).to_be_hidden()

    assert state_of(application) == "under_review"


def test_on_a_phone_the_columns_are_tabs_and_an_applicant_is_a_page(open_page, post, accessibility_violations):
    applied(post, "shortlisted", applicant=UserFactory(name="吳先生"))
    page = open_board(open_page(viewport={"width": 360, "height": 740}, has_touch=True), post)

    hidden = page.get_by_text("吳先生").is_hidden()
    page.get_by_role("navigation", name="欄位").get_by_role("link", name="候選 1").click()
    page.get_by_role("link", name="吳先生").click()
    expect(page.get_by_role("heading", level=2, name="吳先生", exact=True)).to_be_visible()
    barriers = accessibility_violations(page)
    page.get_by_role("link", name="回到看板").click()
    expect(page.get_by_role("article").filter(has_text="吳先生")).to_be_visible()

    assert (hidden, barriers) == (True, [])
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
