"""Two people in one form, two tabs of one person: nothing is overwritten, lost or doubled, and all are told."""

from contextlib import suppress

import pytest
from celery.contrib.testing.worker import start_worker
from playwright.sync_api import Error, expect

from forms_builder.services import drafts, forms
from petbuddy.celery import app
from tests.browser.editing import (
    OFFLINE,
    at_rest,
    edit,
    enter,
    labels,
    pushed,
    questions,
    saved,
    shown,
    sign_in,
    title_of,
    waits,
)
from tests.factories.accounts import UserFactory
from tests.forms_builder.definitions import small
from tests.forms_builder.pages.test_forms import shared

SIX = [f"q_num{number}" for number in range(1, 7)]


@pytest.fixture
def worker(site):
    """Passes hints on from one open editor to the others."""
    with start_worker(app, pool="threads", concurrency=1, perform_ping_check=False, queues=["default"]):
        yield


@pytest.fixture
def owner(site):
    return UserFactory(name="林小姐")


@pytest.fixture
def form(owner):
    return forms.create(owner=owner, title="Adopt Mikan", definition=small())


@pytest.fixture
def hers(page, owner, form, site):
    sign_in(page, owner, site)
    return edit(page, form)


@pytest.fixture
def his(open_page, form, site, worker):
    """The editor of somebody she shared the form with, open beside hers."""
    page = open_page()
    enter(page, shared(form, "edit_form", "publish_form", name="陳先生"), site, f"/forms/{form.pk}/edit/")
    expect(page.get_by_role("tab").first).to_be_visible()
    return page


def six_questions(form, owner):
    items = [{"id": name, "type": "short_text", "label": name} for name in SIX]
    adds = [{"op": "add", "id": item["id"], "page": "p_one", "after": None, "value": item} for item in reversed(items)]
    gone = [{"op": "remove", "id": "q_name"}, {"op": "remove", "id": "q_why"}]
    drafts.apply(form=form, by=owner, base_rev=1, ops=[*gone, *adds])


def test_both_reorder_the_same_list_at_once_and_end_with_the_same_order(open_page, owner, form, site, worker):
    six_questions(form, owner)
    chen = shared(form, "edit_form", name="陳先生")
    hers, his = open_page(), open_page()
    for page, person in ((hers, owner), (his, chen)):
        sign_in(page, person, site)
        edit(page, form)

    for press in range(3):  # both at the same time, each without waiting for the other
        title_of(hers, "q_num1").press("Alt+ArrowDown")
        title_of(his, "q_num6").press("Alt+ArrowUp")
        title_of(his if press % 2 else hers, "q_num3").press("Alt+ArrowDown")
    at_rest(hers)
    at_rest(his)

    order = [item["id"] for item in questions(form)]
    assert sorted(order) == SIX
    for page in (hers, his):
        page.wait_for_function(
            "(order) => [...document.querySelectorAll('[data-block]')].map((each) => each.id).join() === order",
            arg=",".join(order),
        )
        assert shown(page) == order


def test_whoever_types_in_a_question_that_is_deleted_gets_it_back_with_her_words(hers, his, form):
    title_of(hers, "q_why").fill("Why this cat?")
    at_rest(hers)
    title_of(hers, "q_why").press_sequentially(" And why now?")
    at_rest(hers)
    expect(title_of(his, "q_why")).to_have_value("Why this cat? And why now?")

    title_of(his, "q_why").click()
    his.locator("#q_why [data-act=remove]").click()

    toast = hers.locator(".toast--error")
    expect(toast).to_contain_text("陳先生 刪掉了")
    expect(toast).to_contain_text("Why this cat? And why now?")
    assert labels(form) == ["Your name"]
    toast.locator("button").first.click()
    expect(title_of(hers, "q_why")).to_be_focused()
    at_rest(hers)
    assert [(item["type"], item["label"]) for item in questions(form)] == [
        ("short_text", "Your name"),
        ("long_text", "Why this cat? And why now?"),
    ]
    expect(title_of(his, "q_why")).to_have_value("Why this cat? And why now?")


def test_words_that_are_still_on_their_way_bring_the_whole_question_back(hers, his, form):
    hers.expected_errors += OFFLINE
    hers.context.set_offline(True)
    title_of(hers, "q_why").fill("Written in a tunnel")
    title_of(hers, "q_why").blur()
    title_of(his, "q_why").click()
    his.locator("#q_why [data-act=remove]").click()
    at_rest(his)

    hers.context.set_offline(False)

    toast = hers.locator(".toast--error")
    expect(toast).to_contain_text("Written in a tunnel")
    title_of(his, "q_name").fill("What shall we call you?")  # the next news does not push the offer aside
    expect(title_of(hers, "q_name")).to_have_value("What shall we call you?")
    toast.locator("button").first.click()
    at_rest(hers)
    assert [(item["id"], item["type"], item["label"]) for item in questions(form)] == [
        ("q_name", "short_text", "What shall we call you?"),
        ("q_why", "long_text", "Written in a tunnel"),
    ]


def test_thirty_edits_made_offline_meet_what_somebody_did_meanwhile(hers, his, form):
    hers.expected_errors += OFFLINE
    hers.context.set_offline(True)
    for number in range(30):
        title_of(hers, "q_name").fill(f"Edit {number}")
        title_of(hers, "q_name").blur()
    waits(hers, "Edit 29")
    title_of(his, "q_why").press("Alt+ArrowUp")
    his.locator(".palette--side [data-add-type=yes_no]").click()
    his.keyboard.type("Do you rent?")
    at_rest(his)

    hers.context.set_offline(False)

    at_rest(hers)
    assert labels(form) == ["Why Mikan?", "Do you rent?", "Edit 29"]
    for page in (hers, his):
        expect(page.locator(".block__title").nth(2)).to_have_value("Edit 29")
        expect(page.locator(".block__title").nth(1)).to_have_value("Do you rent?")


def test_doing_again_after_somebody_else_edited(hers, his, form):
    title_of(hers, "q_name").fill("Who are you?")
    title_of(hers, "q_name").blur()
    at_rest(hers)
    hers.keyboard.press("ControlOrMeta+z")
    at_rest(hers)
    title_of(his, "q_why").fill("Why this cat?")
    title_of(his, "q_why").press("Alt+ArrowUp")
    expect(title_of(hers, "q_why")).to_have_value("Why this cat?")

    hers.keyboard.press("ControlOrMeta+Shift+z")

    at_rest(hers)
    at_rest(his)
    assert labels(form) == ["Why this cat?", "Who are you?"]


def test_publishing_while_somebody_edits_shows_the_edit_first(hers, his, form):
    his.expected_errors.append("status of 409")
    behind = his.context.new_cdp_session(his)
    behind.send("Network.enable")
    behind.send("Network.setBlockedURLs", {"urls": ["*/draft/"]})
    his.expected_errors.append("ERR_BLOCKED_BY_CLIENT")
    title_of(hers, "q_why").fill("Why this cat?")
    at_rest(hers)

    his.locator("[data-builder-target=publish]").click()

    expect(his.locator(".toast--error")).to_contain_text("有人")
    form.refresh_from_db()
    assert form.live_version is None
    behind.send("Network.setBlockedURLs", {"urls": []})
    his.evaluate("() => window.dispatchEvent(new Event('focus'))")
    expect(title_of(his, "q_why")).to_have_value("Why this cat?")
    his.locator("[data-builder-target=publish]").click()
    expect(his.locator(".toast").last).to_contain_text("第 1 版已發布")


def test_two_editors_keep_both_their_edits(hers, form):
    theirs = [{"op": "move", "id": "q_why", "after": None}]
    drafts.apply(form=form, by=shared(form, "edit_form", name="王先生"), base_rev=1, ops=theirs)

    title_of(hers, "q_name").fill("Mine")

    expect(hers.locator(".toast")).to_contain_text("王先生")
    expect(hers.locator("[data-block]").first).to_have_id("q_why")
    at_rest(hers)
    assert labels(form) == ["Why Mikan?", "Mine"]


def test_whoever_else_has_the_editor_open_is_named_until_she_leaves(hers, form):
    chen = {"type": "presence", "person": "chen", "name": "陳先生", "tab": "t_chen"}
    notice = hers.locator("[data-builder-target=presence]")
    with hers.expect_response(lambda response: '"new"' in (response.request.post_data or "")):
        hers.reload()  # it greets once it may listen
    pushed(form, chen | {"state": "new"})
    expect(notice).to_contain_text("陳先生")

    pushed(form, chen | {"state": "gone"})

    expect(notice).to_be_hidden()


# --- Two tabs of one person


def cut_off(page):
    """Take the line from this tab alone. Returns its controls: to freeze it, to give the line back."""
    tab = page.context.new_cdp_session(page)
    tab.send("Network.enable")
    line(tab, is_there=False)
    return tab


def line(tab, *, is_there):
    speed = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    tab.send("Network.emulateNetworkConditions", {"offline": not is_there, **speed})


def test_a_living_tab_keeps_its_unsent_words_though_it_is_behind_frozen_and_offline(hers, form):
    hers.expected_errors += OFFLINE
    tab = cut_off(hers)
    title_of(hers, "q_name").fill("Half a sent")
    waits(hers, "Half a sent")
    tab.send("Page.setWebLifecycleState", {"state": "frozen"})

    second = edit(hers.context.new_page(), form)
    title_of(second, "q_why").fill("Typed beside")
    saved(second)
    second.reload()
    expect(title_of(second, "q_why")).to_have_value("Typed beside")

    assert title_of(second, "q_name").input_value() == "Your name"
    tab.send("Page.setWebLifecycleState", {"state": "active"})
    line(tab, is_there=True)
    title_of(hers, "q_name").press_sequentially("ence")
    at_rest(hers)
    assert labels(form) == ["Half a sentence", "Typed beside"]


def test_what_a_crashed_tab_left_unsent_is_taken_over(hers, form):
    hers.expected_errors += OFFLINE
    second = hers.context.new_page()
    cut_off(hers)
    title_of(hers, "q_name").fill("Before the crash")
    waits(hers, "Before the crash")
    with hers.expect_event("crash"), suppress(Error):
        hers.goto("chrome://crash")

    edit(second, form)

    expect(title_of(second, "q_name")).to_have_value("Before the crash")
    at_rest(second)
    assert labels(form) == ["Before the crash", "Why Mikan?"]
