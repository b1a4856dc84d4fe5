"""Saving as the editor promises it, whatever happens to tab, line, session or device; and it is honestly said."""

import pytest
from playwright.sync_api import expect

from accounts.services import sessions
from forms_builder.models import Form
from forms_builder.services import drafts, forms
from tests.browser.editing import OFFLINE, at_rest, edit, enter, labels, saved, sign_in, title_of, waits
from tests.browser.test_apply_cases import SHUT
from tests.factories.accounts import UserFactory
from tests.forms_builder.definitions import small
from tests.forms_builder.pages.test_forms import shared

FULL = """for (let size = 1 << 20; size; size >>= 1) {
  try { for (;;) localStorage.setItem(`x${Math.random()}`, "x".repeat(size)); } catch { continue; }
}"""


@pytest.fixture
def owner(site):
    return UserFactory(name="林小姐")


@pytest.fixture
def form(owner):
    return forms.create(owner=owner, title="Adopt Mikan", definition=small())


@pytest.fixture
def editor(page, owner, form, site):
    enter(page, owner, site, f"/forms/{form.pk}/edit/")
    expect(page.get_by_role("tab")).to_have_count(2)
    return page


def state(page):
    return page.locator("[data-builder-target=state]")


def is_typed(route):
    """Whether this brings edits; the editor also asks for those of others."""
    return '"set"' in (route.request.post_data or "")


def compose(area, words):
    """An input method shows a reading that nobody has chosen yet."""
    area.evaluate(
        """(area, words) => {
            area.dispatchEvent(new CompositionEvent("compositionstart", {bubbles: true}));
            area.value = words;
            area.dispatchEvent(new InputEvent("input", {bubbles: true, isComposing: true}));
        }""",
        words,
    )


def test_opening_the_editor_and_leaving_it_changes_nothing(editor, form):
    before = Form.objects.values().get(pk=form.pk)

    editor.locator("#q_name .block__title").click()
    editor.get_by_role("tab").first.click()
    editor.reload()
    expect(editor.get_by_role("tab")).to_have_count(2)

    assert Form.objects.values().get(pk=form.pk) == before


def test_undo_and_redo_go_on_after_a_reload(editor, form):
    title = editor.locator("#q_name .block__title")
    title.fill("Who are you?")
    title.blur()
    saved(editor)
    editor.locator("#q_why .block__title").click()
    editor.locator("#q_why [data-act=remove]").click()
    expect(editor.locator("#q_why")).to_have_count(0)
    at_rest(editor)
    editor.reload()
    expect(editor.locator("[data-builder-target=undo]")).to_have_attribute("aria-disabled", "false")

    editor.keyboard.press("ControlOrMeta+z")
    expect(editor.locator("#q_why .block__title")).to_have_value("Why Mikan?")
    editor.keyboard.press("ControlOrMeta+z")
    expect(title).to_have_value("Your name")
    editor.keyboard.press("ControlOrMeta+Shift+z")
    expect(title).to_have_value("Who are you?")


def test_nothing_is_saved_or_moved_while_an_input_method_composes(editor):
    title = editor.locator("#q_name .block__title")
    title.click()

    compose(title, "ㄋㄧ")
    title.evaluate(
        """(area) => {
            area.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", isComposing: true, bubbles: true}));
        }"""
    )
    during = editor.evaluate("() => JSON.stringify(localStorage)")
    title.evaluate(
        """(area) => {
            area.value = "你";
            area.dispatchEvent(new CompositionEvent("compositionend", {bubbles: true, data: "你"}));
        }"""
    )

    assert "ㄋㄧ" not in during
    assert '"value\\":\\"你' in editor.evaluate("() => JSON.stringify(localStorage)")


def test_offline_edits_wait_on_the_device_and_arrive_later(editor, form):
    editor.expected_errors += OFFLINE
    editor.context.set_offline(True)
    editor.locator("#q_name .block__title").fill("Written on a train")
    state = editor.locator("[data-builder-target=state]")
    expect(state).to_have_text("離線，先存在這台裝置")
    assert labels(form) == ["Your name", "Why Mikan?"]

    editor.context.set_offline(False)

    expect(state).to_have_attribute("data-state", "saved")
    assert labels(form) == ["Written on a train", "Why Mikan?"]


def test_a_tab_closed_right_after_the_last_key_loses_nothing(editor, form):
    title = editor.locator("#q_name .block__title")
    title.fill("Almost lost")
    again = editor.context.new_page()
    editor.close()

    again.goto(f"/forms/{form.pk}/edit/")

    expect(again.locator("#q_name .block__title")).to_have_value("Almost lost")
    at_rest(again)
    assert labels(form) == ["Almost lost", "Why Mikan?"]


def test_a_text_still_being_composed_when_the_tab_closes_is_kept(editor, form):
    title_of(editor, "q_name").click()
    compose(title_of(editor, "q_name"), "橘子的名")
    again = editor.context.new_page()
    editor.close(run_before_unload=True)

    edit(again, form)

    expect(title_of(again, "q_name")).to_have_value("橘子的名")
    at_rest(again)
    assert labels(form) == ["橘子的名", "Why Mikan?"]


def test_what_somebody_else_does_leaves_the_text_being_composed_alone(editor, form):
    title = title_of(editor, "q_why")
    title.click()
    compose(title, "ㄋㄧ")
    chen = shared(form, "edit_form", name="陳先生")
    ops = [
        {"op": "set", "id": "q_why", "prop": "required", "value": True},
        {"op": "move", "id": "q_why", "after": None},
    ]
    drafts.apply(form=form, by=chen, base_rev=1, ops=ops)

    title.evaluate("() => window.dispatchEvent(new Event('focus'))")

    expect(editor.locator(".toast")).to_contain_text("陳先生")
    expect(editor.locator("[data-block]").first).to_have_id("q_why")
    expect(title).to_be_focused()
    assert title.input_value() == "ㄋㄧ"


def test_what_the_closing_tab_sent_is_not_sent_again_over_what_came_since(editor, form):
    title_of(editor, "q_name").fill("Mine")
    again = editor.context.new_page()
    editor.goto("about:blank")
    expect_label(form, "Mine")
    chen = shared(form, "edit_form", name="陳先生")
    drafts.apply(form=form, by=chen, base_rev=2, ops=[{"op": "set", "id": "q_name", "prop": "label", "value": "His"}])

    edit(again, form)

    at_rest(again)
    expect(title_of(again, "q_name")).to_have_value("His")
    assert labels(form) == ["His", "Why Mikan?"]


def test_a_late_leftover_can_be_undone(editor, form):
    editor.expected_errors += OFFLINE
    editor.context.set_offline(True)
    title_of(editor, "q_name").fill("Almost lost")
    waits(editor, "Almost lost")
    editor.close()
    editor.context.set_offline(False)
    again = edit(editor.context.new_page(), form)
    expect(again.locator("[data-builder-target=undo]")).to_have_attribute("aria-disabled", "false")

    again.locator("[data-builder-target=undo]").click()

    expect(title_of(again, "q_name")).to_have_value("Your name")
    at_rest(again)
    assert labels(form) == ["Your name", "Why Mikan?"]


def test_letters_typed_while_a_save_is_on_its_way_all_arrive(editor, form):
    held = []
    editor.route("**/draft/", lambda route: held.append(route) if is_typed(route) else route.continue_())
    title = title_of(editor, "q_name")
    title.fill("What")
    expect(state(editor)).to_have_attribute("data-state", "saving")
    title.press_sequentially(" shall we call")
    held.pop().continue_()
    editor.unroute("**/draft/")
    title.press_sequentially(" you?")

    at_rest(editor)

    assert labels(form) == ["What shall we call you?", "Why Mikan?"]


def test_a_broken_server_is_said_and_the_words_arrive_when_it_is_back(editor, form):
    editor.expected_errors.append("status of 500")
    editor.route("**/draft/", lambda route: route.fulfill(status=500, body="broken"))
    title_of(editor, "q_name").fill("Patience")
    expect(state(editor)).to_have_attribute("data-state", "failed")
    assert labels(form) == ["Your name", "Why Mikan?"]
    editor.unroute("**/draft/")

    state(editor).locator("button").click()

    saved(editor)
    assert labels(form) == ["Patience", "Why Mikan?"]


def test_an_answer_that_was_lost_does_not_send_the_step_again_over_somebody_elses(editor, form):
    editor.expected_errors.append("ERR_FAILED")

    def lose(route):
        if is_typed(route):
            route.fetch()
            route.abort()
        else:
            route.continue_()

    editor.route("**/draft/", lose)
    title_of(editor, "q_name").fill("Mine")
    expect(state(editor)).to_have_attribute("data-state", "offline")
    chen = shared(form, "edit_form", name="陳先生")
    drafts.apply(form=form, by=chen, base_rev=2, ops=[{"op": "set", "id": "q_name", "prop": "label", "value": "His"}])

    at_rest(editor)

    expect(title_of(editor, "q_name")).to_have_value("His")
    assert labels(form) == ["His", "Why Mikan?"]


def test_a_session_that_ends_is_said_and_signing_in_beside_saves_every_word(editor, owner, form, site):
    editor.expected_errors += ["status of 40", "WebSocket"]
    sessions.end_all(user=owner, by=owner, reason="logout")
    title_of(editor, "q_name").fill("After an hour")
    expect(state(editor)).to_contain_text("登出")
    assert labels(form) == ["Your name", "Why Mikan?"]

    sign_in(editor, owner, site)
    editor.evaluate("() => window.dispatchEvent(new Event('focus'))")  # she comes back from the other tab

    saved(editor)
    assert labels(form) == ["After an hour", "Why Mikan?"]


@pytest.mark.parametrize("device", [SHUT, FULL], ids=["shut", "full"])
def test_a_device_that_keeps_nothing_is_said_and_the_server_has_everything(editor, form, device):
    editor.context.add_init_script(device)
    editor.reload()
    expect(editor.locator(".notice--unkept")).to_contain_text("這個瀏覽器不能留備份")

    title_of(editor, "q_name").fill("Only on the server")

    with editor.expect_response(
        lambda response: response.request.method == "PATCH" and "Only on" in response.request.post_data
    ):
        title_of(editor, "q_name").blur()
    saved(editor)
    assert labels(form) == ["Only on the server", "Why Mikan?"]


def test_undo_reaches_the_name_of_the_form_while_it_has_the_focus(editor, form):
    name = editor.locator("[data-builder-target=title]")
    name.fill("Adopt Momo")
    saved(editor)

    name.press("ControlOrMeta+z")

    expect(name).to_have_value("Adopt Mikan")
    at_rest(editor)
    form.refresh_from_db()
    assert form.title == "Adopt Mikan"


def test_a_list_longer_than_there_is_room_for_is_said_and_changes_nothing(editor, form):
    editor.locator(".palette--side [data-add-type=multi_choice]").click()
    at_rest(editor)
    options = editor.locator(".block--selected [data-choice] textarea")
    options.first.evaluate(
        """(area) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", "Town\\n".repeat(101));
            area.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true}));
        }"""
    )

    expect(editor.locator(".toast")).to_contain_text("放不下")
    assert options.evaluate_all("(all) => all.map((area) => area.value)") == ["", ""]


def test_a_text_longer_than_a_draft_holds_ends_where_she_sees_it_and_is_saved(editor, form):
    title_of(editor, "q_name").click()
    editor.keyboard.press("ControlOrMeta+a")

    editor.keyboard.insert_text("長" * 6000)

    at_rest(editor)
    assert labels(form) == ["長" * 5000, "Why Mikan?"]
    assert title_of(editor, "q_name").input_value() == "長" * 5000


def expect_label(form, words):
    """Wait until the server has them."""
    for _look in range(100):
        if labels(form)[0] == words:
            return
        form.refresh_from_db()
    pytest.fail(f"{words} did not arrive.")
