"""A form on a real phone: the camera ends the tab, the session ends, the store is shut, scripts stop."""

import re

import pytest
from playwright.sync_api import expect

from adoption.models import Application
from adoption.services import applications
from forms_builder.models import Submission
from tests.browser.people import come_in
from tests.browser.test_apply import DEFINITION, answers, form_page, post, saved
from tests.factories.accounts import UserFactory
from tests.factories.adoption import PostFactory
from tests.factories.forms import FormFactory
from tests.form_scripts import ORDINARY, SCRIPTS, scripts_of, tree
from tests.petbuddy.pictures import photo as picture

__all__ = ["form_page", "post"]  # the fixtures: a post with a form, and its first step open on a phone
PHONE = {"width": 360, "height": 780}
STATE = "[data-apply-target=state]"


@pytest.fixture
def room(tmp_path):
    path = tmp_path / "room.jpg"
    path.write_bytes(picture(900, 600))
    return path


def test_a_step_loads_no_script_that_its_budget_does_not_count(form_page):
    loaded = set()
    form_page.on("request", lambda request: loaded.add(request.url.partition("/static/js/")[2].partition("?")[0]))
    form_page.reload()
    expect(form_page.locator("#apply-form[data-ready]")).to_be_visible()

    counted = scripts_of(DEFINITION["pages"][0]["items"]) | tree(*ORDINARY)
    loaded = {re.sub(r"\.[0-9a-f]{12}\.js$", ".js", name) for name in loaded if name} - {"theme.js"}

    assert "controllers/upload_controller.js" in loaded
    assert "models/form_rules/dates.js" not in loaded
    assert loaded - {str(path.relative_to(SCRIPTS)) for path in counted} == set()


def test_a_photo_that_was_missing_is_no_mistake_any_more_once_it_is_there(form_page, room):
    form_page.expected_errors.append("400")
    press(form_page, "下一步")
    expect(form_page.locator("#q_pics_error")).to_be_visible()

    pick(form_page, room)

    expect(form_page.locator("#q_pics_error")).to_be_hidden()
    expect(form_page.locator("#q_tele_error")).to_be_visible()


def pick(page, room):
    page.locator("[data-upload-target=picker]").set_input_files(room)


def press(page, name):
    page.get_by_role("button", name=name, exact=True).last.click()


def fill_all(page, room):
    page.fill("#q_day1", "我在家工作")
    page.get_by_label("否", exact=True).check()
    page.fill("#q_tele", "0912345678")
    pick(page, room)
    expect(page.locator("input[type=hidden][name=q_pics]")).to_have_count(1)


def test_the_camera_ends_the_tab_and_words_place_and_photo_are_back(form_page, room):
    form_page.expected_errors += ["ERR_INTERNET_DISCONNECTED", "WebSocket"]
    form_page.context.set_offline(True)
    form_page.fill("#q_day1", "拍照之前寫的")
    pick(form_page, room)
    expect(form_page.locator(".upload__state")).to_contain_text("先留在這裡")
    address, context = form_page.url, form_page.context
    form_page.close()

    context.set_offline(False)
    again = context.new_page()
    again.goto(address)

    expect(again.locator("#q_day1")).to_have_value("拍照之前寫的")
    expect(again.locator("input[type=hidden][name=q_pics]")).to_have_count(1)
    expect(again.locator(".stepper__topic")).to_contain_text("1 / 2")
    again.wait_for_function("() => !Object.keys(localStorage).some((key) => key.startsWith('pb_apply_'))")
    assert len(answers()["q_pics"]) == 1


def test_of_each_file_that_cannot_be_taken_it_is_said_why_and_only_what_may_help_is_offered(form_page, room, tmp_path):
    form_page.expected_errors += ["400", "415"]
    empty, words, huge = tmp_path / "empty.jpg", tmp_path / "words.pdf", tmp_path / "huge.heic"
    empty.touch()
    words.write_bytes(b"%PDF-1.4 a few words")
    huge.write_bytes(bytes(16 * 1024 * 1024))
    sent = []
    form_page.on("request", lambda request: sent.append(request.url) if request.url.endswith("/uploads/") else None)
    note = form_page.locator("[data-upload-target=note]")
    failed = form_page.locator(".upload--failed")

    form_page.locator("[data-upload-target=picker]").set_input_files([empty, words, huge])
    expect(failed).to_have_count(3)
    expect(note).to_contain_text("empty.jpg: 這個檔案是空的")
    expect(note).to_contain_text("words.pdf: 這個檔案不是照片")
    expect(note).to_contain_text("huge.heic: 這個 16 MB，最多 15 MB")
    expect(failed.get_by_role("button", name="再試一次")).to_have_count(0)
    expect(failed.locator("img")).to_have_count(0)
    expect(failed.first).to_contain_text("empty.jpg")
    assert len(sent) == 2  # what is too big never started its way

    for _tile in range(3):
        failed.first.get_by_role("button", name="移除").click()
    pick(form_page, room)

    expect(form_page.locator("input[type=hidden][name=q_pics]")).to_have_count(1)
    expect(note).to_have_text("最多 3 張，每張 15 MB 以內。拍攝地點會移除。")


def test_a_warning_of_the_giver_comes_and_goes_with_the_answer(open_page, site):
    definition = DEFINITION | {
        "checks": [
            {
                "id": "k_pets",
                "when": {"q": "q_pets", "op": "is", "value": True},
                "on": "q_pets",
                "message": "要先隔離兩週喔。",
            }
        ]
    }
    giver = UserFactory()
    pet = PostFactory(published=True, giver=giver, form=FormFactory(owner=giver, draft=definition))
    page = open_page(viewport=PHONE)
    come_in(page, UserFactory())
    page.goto(f"/pets/{pet.uid}/apply/")
    page.get_by_role("button", name="收藏並開始填").click()
    expect(page.locator("#apply-form[data-ready]")).to_be_visible()

    page.get_by_label("是", exact=True).check()
    expect(page.get_by_text("要先隔離兩週喔。")).to_be_visible()
    page.get_by_label("否", exact=True).check()

    expect(page.locator("[data-warning]")).to_be_hidden()


def test_a_photo_waits_for_the_connection_and_then_goes_by_itself(form_page, room):
    form_page.expected_errors += ["ERR_INTERNET_DISCONNECTED", "WebSocket"]
    form_page.context.set_offline(True)
    pick(form_page, room)
    expect(form_page.locator(".upload__state")).to_contain_text("先留在這裡")

    form_page.context.set_offline(False)

    expect(form_page.locator("input[type=hidden][name=q_pics]")).to_have_count(1)


def test_five_taps_back_reload_and_a_second_tab_are_one_application(form_page, room):
    fill_all(form_page, room)
    press(form_page, "下一步")
    form_page.get_by_label("我會照顧牠一輩子。").check()
    saved(form_page)
    second = form_page.context.new_page()
    second.goto(form_page.url)

    form_page.get_by_role("button", name="送出申請").evaluate(
        "(button) => { for (let n = 0; n < 5; n += 1) button.click(); }"
    )
    expect(form_page.get_by_role("heading", name="申請送到林小姐手上了")).to_be_visible()
    form_page.reload()
    expect(form_page.get_by_role("heading", name="申請送到林小姐手上了")).to_be_visible()
    form_page.go_back()
    second.get_by_role("button", name="送出申請").click()
    second.wait_for_url("**/me/applications/**")

    assert [application.state for application in Application.objects.all()] == ["submitted"]
    assert Application.objects.get().events.filter(to_state="submitted").count() == 1


def test_signing_in_again_leads_back_to_the_question_with_every_word(form_page):
    form_page.expected_errors += ["400", "401", "WebSocket"]
    person = Application.objects.get().applicant
    form_page.context.clear_cookies()

    form_page.fill("#q_day1", "四十分鐘以後")
    expect(form_page.locator(STATE)).to_have_attribute("data-state", "signed_out")
    link = form_page.locator(STATE).get_by_role("link").get_attribute("href")
    come_in(form_page, person)
    form_page.goto(link)
    form_page.wait_for_url("**/apply/?step=1#q_day1")

    expect(form_page.locator("#q_day1")).to_have_value("四十分鐘以後")
    form_page.wait_for_function("() => localStorage.length === 0 || !JSON.stringify(localStorage).includes('四十分鐘')")
    assert answers() == {"q_day1": "四十分鐘以後"}


SHUT = """for (const name of ["localStorage", "sessionStorage", "indexedDB"]) {
  Object.defineProperty(globalThis, name, { get() { throw new DOMException("shut", "SecurityError"); } });
}"""


def test_with_the_devices_store_shut_it_works_and_says_so(form_page, room):
    form_page.context.add_init_script(SHUT)
    form_page.reload()
    expect(form_page.locator("#apply-form[data-ready]")).to_be_visible()

    form_page.fill("#q_day1", "私密視窗")
    expect(form_page.locator(STATE)).to_contain_text("這個瀏覽器不能留備份")
    pick(form_page, room)
    expect(form_page.locator("input[type=hidden][name=q_pics]")).to_have_count(1)
    expect(form_page.locator(STATE)).to_have_attribute("data-state", "saved")

    assert (answers()["q_day1"], len(answers()["q_pics"])) == ("私密視窗", 1)


def walk_without_scripts(page, room):
    """The first step, answered so that a condition opens a question, and sent as plain forms."""
    page.fill("#q_day1", "我在家工作")
    page.get_by_label("是", exact=True).check()
    page.fill("#q_tele", "0912345678")
    page.locator("input[type=file][name='q_pics.new']").set_input_files(room)
    press(page, "下一步")
    page.locator("[id='q_list.0.q_kind']").fill("狗")
    press(page, "下一步")
    page.get_by_label("我會照顧牠一輩子。").check()
    page.get_by_role("button", name="送出申請").click()
    expect(page.get_by_role("heading", name="申請送到林小姐手上了")).to_be_visible()


def sent_answers():
    submission = Submission.objects.get()
    assert submission.uploads.count() == 1
    return {key: value for key, value in submission.answers.items() if key != "q_pics"}


WHOLE = {
    "q_day1": "我在家工作",
    "q_pets": True,
    "q_list": [{"q_kind": "狗"}],
    "q_tele": "0912345678",
    "q_yes1": True,
}


def test_without_scripts_the_whole_way_with_photo_and_conditions(open_page, post, room):
    page = open_page(viewport=PHONE, java_script_enabled=False)
    come_in(page, UserFactory(name="陳怡君"))
    page.goto(f"/pets/{post.uid}/apply/")
    page.get_by_role("button", name="收藏並開始填").click()

    walk_without_scripts(page, room)

    assert sent_answers() == WHOLE


def test_scripts_that_stop_halfway_leave_a_form_that_works(form_page, room):
    form_page.expected_errors += ["ERR_FAILED", "Failed to fetch", "import"]
    form_page.fill("#q_day1", "還有腳本的時候")
    saved(form_page)
    form_page.route("**/js/**", lambda route: route.abort())

    form_page.reload()
    expect(form_page.locator("#q_day1")).to_have_value("還有腳本的時候")
    walk_without_scripts(form_page, room)

    assert sent_answers() == WHOLE


def test_an_answer_of_another_device_is_told_and_not_overwritten(form_page):
    form_page.fill("#q_day1", "手機上寫的")
    saved(form_page)
    application = Application.objects.get()
    changes = {"q_day1": "電腦上改的"}
    applications.save_answers(application=application, by=application.applicant, client="x", seq=1, changes=changes)

    form_page.fill("#q_tele", "0912345678")
    expect(form_page.locator(STATE)).to_contain_text("另一台裝置")
    form_page.expected_errors.append("400")
    press(form_page, "下一步")
    expect(form_page.locator(".error-summary")).to_be_visible()

    assert answers() == {"q_day1": "電腦上改的", "q_tele": "0912345678"}
