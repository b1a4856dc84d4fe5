"""Applying with scripts: what is written is saved by itself, survives a reload and a lost connection, and is sent."""

import threading

import pytest
from playwright.sync_api import expect

from adoption.models import Application
from adoption.services import applications, likes, visits
from forms_builder.models import Submission
from notifications import sockets
from tests.browser.people import come_in
from tests.factories.accounts import UserFactory
from tests.factories.adoption import PostFactory, SlotFactory
from tests.factories.forms import FormFactory
from tests.petbuddy.pictures import photo as picture

DEFINITION = {
    "schema_version": 1,
    "title": "認養申請表",
    "language": "zh-hant",
    "pages": [
        {
            "id": "p_home",
            "title": "你的家",
            "items": [
                {"id": "q_day1", "type": "long_text", "label": "白天誰照顧牠？", "required": True, "max_length": 1000},
                {"id": "q_pets", "type": "yes_no", "label": "家裡有其他動物嗎？", "required": True},
                {
                    "id": "q_list",
                    "type": "repeat",
                    "label": "有哪些？",
                    "required": True,
                    "show_if": {"q": "q_pets", "op": "is", "value": True},
                    "fields": [{"id": "q_kind", "type": "short_text", "label": "種類", "required": True}],
                },
                {"id": "q_tele", "type": "short_text", "format": "phone", "label": "手機號碼", "required": True},
                {"id": "q_pics", "type": "photo", "label": "家裡的照片", "max_files": 3, "required": True},
            ],
        },
        {
            "id": "p_agree",
            "title": "同意",
            "items": [
                {
                    "id": "q_yes1",
                    "type": "consent",
                    "label": "切結",
                    "required": True,
                    "statement": "我會照顧牠一輩子。",
                }
            ],
        },
    ],
}


@pytest.fixture
def post(site):
    giver = UserFactory(name="林小姐")
    return PostFactory(published=True, name="橘子", giver=giver, form=FormFactory(owner=giver, draft=DEFINITION))


@pytest.fixture
def form_page(open_page, post):
    """The first step of the form, opened by a signed-in adopter on a phone."""
    page = open_page(viewport={"width": 360, "height": 780})
    come_in(page, UserFactory(name="陳怡君"))
    page.goto(f"/pets/{post.uid}/apply/")
    page.get_by_role("button", name="收藏並開始填").click()
    expect(page.locator("#apply-form[data-ready]")).to_be_visible()
    return page


def saved(page):
    state = page.locator("[data-apply-target=state]")
    expect(state).to_have_attribute("data-state", "saved")
    expect(state).to_contain_text("已自動存檔")


def answers():
    return Submission.objects.get().answers


def test_the_form_has_no_barrier(form_page, accessibility_violations):
    assert accessibility_violations(form_page) == []


def test_what_is_written_is_saved_by_itself_and_there_after_a_reload(form_page):
    form_page.fill("#q_day1", "我在家工作")
    saved(form_page)
    form_page.reload()
    expect(form_page.locator("#apply-form[data-ready]")).to_be_visible()

    expect(form_page.locator("#q_day1")).to_have_value("我在家工作")
    assert answers() == {"q_day1": "我在家工作"}


def test_an_answer_opens_the_next_question_and_hides_it_again(form_page):
    rows = form_page.locator("#q_list")
    expect(rows).to_be_hidden()

    form_page.get_by_label("是", exact=True).check()
    expect(rows).to_be_visible()
    form_page.get_by_role("button", name="再加一個").click()
    form_page.locator("[id='q_list.0.q_kind']").fill("狗")
    form_page.locator("[id='q_list.1.q_kind']").fill("兔子")
    form_page.get_by_role("button", name="移除這一列").first.click()
    saved(form_page)

    expect(form_page.locator("[id='q_list.0.q_kind']")).to_have_value("兔子")
    assert answers() == {"q_pets": True, "q_list": [{"q_kind": "兔子"}]}


def test_a_short_phone_number_is_hinted_at_when_she_leaves_it(form_page):
    form_page.fill("#q_tele", "0912 345 67")
    form_page.locator("#q_day1").focus()

    expect(form_page.locator("#q_tele_error")).to_contain_text("手機號碼少了 1 碼")
    expect(form_page.locator("#q_tele")).to_have_attribute("aria-invalid", "true")


def test_offline_keeps_the_words_here_and_sends_them_later(form_page):
    form_page.expected_errors.append("ERR_INTERNET_DISCONNECTED")
    form_page.context.set_offline(True)
    form_page.fill("#q_day1", "寫在離線的時候")
    expect(form_page.locator("[data-apply-target=state]")).to_contain_text("先存在這台裝置")

    form_page.get_by_role("button", name="下一步").last.click()
    expect(form_page.locator(".toast--error")).to_contain_text("離線")
    assert answers() == {}
    form_page.context.set_offline(False)
    saved(form_page)

    assert answers() == {"q_day1": "寫在離線的時候"}


def test_what_the_device_kept_comes_back_after_the_tab_died(form_page):
    form_page.expected_errors.append("ERR_INTERNET_DISCONNECTED")
    form_page.context.set_offline(True)
    form_page.fill("#q_day1", "分頁關掉之前")
    expect(form_page.locator("[data-apply-target=state]")).to_contain_text("先存在這台裝置")
    address, context = form_page.url, form_page.context
    form_page.close()

    context.set_offline(False)
    again = context.new_page()
    again.goto(address)

    expect(again.locator("#q_day1")).to_have_value("分頁關掉之前")


def test_from_the_first_question_to_the_receipt(form_page, tmp_path):
    room = tmp_path / "room.jpg"
    room.write_bytes(picture(3000, 1800))
    form_page.fill("#q_day1", "我在家工作")
    form_page.get_by_label("否", exact=True).check()
    form_page.fill("#q_tele", "0912345678")
    form_page.locator("[data-upload-target=picker]").set_input_files(room)
    expect(form_page.locator("input[type=hidden][name=q_pics]")).to_have_count(1)
    form_page.get_by_role("button", name="下一步").last.click()

    expect(form_page.get_by_text("我在家工作")).to_be_visible()
    form_page.get_by_role("button", name="送出申請").click()
    form_page.expected_errors.append("400")
    expect(form_page.locator(".error-summary")).to_contain_text("還有 1 題需要補")
    form_page.get_by_label("我會照顧牠一輩子。").check()
    form_page.get_by_role("button", name="送出申請").click()

    expect(form_page.get_by_role("heading", name="申請送到林小姐手上了")).to_be_visible()
    application = Application.objects.get()
    assert application.state == "submitted"
    assert application.submission.uploads.count() == 1
    assert application.submission.uploads.get().bytes < room.stat().st_size


def pass_on(topic, news):
    """What the worker does with a hint; the page's socket is in another thread."""
    worker = threading.Thread(target=sockets.push, args=(topic, news))
    worker.start()
    worker.join()


def test_free_places_change_under_her_eyes_and_the_visit_is_asked_for(open_page, post):
    people = [UserFactory(name="陳怡君"), UserFactory(name="王小明")]
    for person in people:
        likes.like(post=post, by=person)
        application = applications.start(post=post, by=person)
        Submission.objects.filter(pk=application.submission_id).update(submitted_at=application.created_at)
        Application.objects.filter(pk=application.pk).update(state="submitted", submitted_at=application.created_at)
    mine = Application.objects.get(applicant=people[0])
    first, second = SlotFactory(post=post), SlotFactory(post=post)
    page = open_page()
    come_in(page, people[0])
    with page.expect_websocket():
        page.goto(mine.get_absolute_url())
    expect(page.get_by_role("grid")).to_be_visible()
    page.wait_for_function("() => document.documentElement.dataset.session === 'in'")

    visits.book(slot=first, by=people[1])
    pass_on(f"post:{post.uid}", {"type": "slots", "post": post.uid, "slot": first.pk, "free_count": 0})
    expect(page.locator(f"[data-slot='{first.pk}'] input")).to_be_disabled()
    page.locator(f"[data-slot='{second.pk}'] input").check()
    page.get_by_role("button", name="約這時段").click()

    expect(page.get_by_text("送出了，確認後馬上通知你。")).to_be_visible()
    assert second.bookings.get().adopter == people[0]
