"""The form editor as people use it: by keyboard alone, by mouse, by taps on a phone."""

import pytest
from playwright.sync_api import expect

from forms_builder.services import drafts, forms, submissions, versions
from tests.browser.editing import at_rest, enter, labels, questions
from tests.factories.accounts import UserFactory
from tests.forms_builder.definitions import small


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


def tab_to(page, place, key="Tab"):
    """Press Tab until the focus is there, as somebody does who has no mouse."""
    for _press in range(80):
        if place.evaluate_all("(all) => all.includes(document.activeElement)"):
            return
        page.keyboard.press(key)
    pytest.fail(f"No number of tabs leads to {place}.")


def test_keyboard_alone_builds_orders_conditions_and_publishes(editor, form):
    keys = editor.keyboard
    tab_to(editor, editor.locator(".palette--side [data-add-type=single_choice]"))
    keys.press("Enter")
    keys.type("Where would Mikan sleep?")
    keys.press("Enter")
    keys.press("ControlOrMeta+a")
    keys.type("In bed")
    keys.press("Enter")
    keys.type("On the sofa")
    tab_to(editor, editor.locator(".block--selected [data-prop=required]"))
    keys.press("Space")
    tab_to(editor, editor.locator(".block--selected .block__title"), "Shift+Tab")
    keys.press("Alt+ArrowUp")
    expect(editor.locator("[data-live-region]")).to_have_text("移到第 2 題，共 3 題")
    expect(editor.locator(".block--selected .block__title")).to_be_focused()
    tab_to(editor, editor.locator("#q_why [data-act=condition]"))
    keys.press("Enter")
    tab_to(editor, editor.locator("#condition-dialog [data-part=value]"))
    keys.press("ArrowDown")
    tab_to(editor, editor.locator("#condition-dialog button[value=save]"))
    keys.press("Enter")
    expect(editor.locator("#q_why .chip")).to_contain_text("第 2 題選「On the sofa」才出現")
    expect(editor.locator("#q_why [data-act=condition]")).to_be_focused()
    tab_to(editor, editor.locator("[data-builder-target=publish]"), "Shift+Tab")
    keys.press("Enter")
    expect(editor.locator(".toast")).to_contain_text("第 1 版已發布")

    form.refresh_from_db()
    made, why = form.live_version.definition["pages"][0]["items"][1:]
    assert labels(form) == ["Your name", "Where would Mikan sleep?", "Why Mikan?"]
    assert [choice["label"] for choice in made["choices"]] == ["In bed", "On the sofa"]
    assert made["required"] is True
    assert why["show_if"] == {"q": made["id"], "op": "is", "value": made["choices"][1]["id"]}


def test_a_question_is_dragged_by_its_handle(editor, form):
    editor.locator("#q_name .block__title").click()
    handle = editor.locator("[data-handle]")
    handle.hover()
    expect(editor.locator(".builder__blocks")).to_have_attribute("data-draggable", "ready")
    start, target = handle.bounding_box(), editor.locator("#q_why").bounding_box()

    editor.mouse.down()
    editor.mouse.move(start["x"] + 10, start["y"] + 40, steps=5)
    editor.mouse.move(start["x"] + 10, target["y"] + target["height"] - 6, steps=15)
    editor.mouse.up()

    expect(editor.locator("[data-block]").first).to_have_id("q_why")
    editor.locator("[data-builder-target=title]").focus()
    expect(editor.locator("[data-builder-target=version]")).to_have_text("草稿，還沒發布")
    at_rest(editor)
    assert labels(form) == ["Why Mikan?", "Your name"]


def test_a_pasted_list_becomes_options(editor, form):
    editor.locator(".palette--side [data-add-type=multi_choice]").click()
    choice = editor.locator(".block--selected [data-choice] textarea").first
    choice.fill("")

    choice.evaluate(
        """(area) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", "1. 公寓\\n2. 透天\\n3. 套房");
            area.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true}));
        }"""
    )

    values = editor.locator(".block--selected [data-choice] textarea").evaluate_all("(all) => all.map((a) => a.value)")
    assert values == ["公寓", "透天", "套房"]


def test_all_problems_are_listed_and_lead_to_their_places(editor, form):
    editor.locator("#q_name .block__title").fill("")
    editor.locator("#q_why .block__title").fill("")

    editor.locator("[data-builder-target=publish]").click()

    expect(editor.locator(".error-summary__title")).to_be_focused()
    expect(editor.locator(".error-summary__link")).to_have_count(2)
    editor.locator(".error-summary__link").nth(1).click()
    expect(editor.locator("#q_why .block__title")).to_be_focused()


def test_a_condition_is_chosen_and_shown_as_a_sentence(editor, form):
    editor.locator("#q_why .block__title").click()
    editor.locator("#q_why [data-act=condition]").click()
    dialog = editor.locator("#condition-dialog")
    dialog.locator("[data-part=op]").select_option("answered")
    dialog.locator("button[value=save]").click()

    expect(editor.locator("#q_why .chip")).to_contain_text("第 1 題有填才出現")
    at_rest(editor)
    assert questions(form)[1]["show_if"] == {"q": "q_name", "op": "answered"}


def test_a_phone_needs_taps_only(open_page, owner, form, site, accessibility_violations):
    page = open_page(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    enter(page, owner, site, f"/forms/{form.pk}/edit/")
    expect(page.get_by_role("tab")).to_have_count(2)
    page.locator("#q_why .block__title").tap()
    barriers = accessibility_violations(page)
    page.locator("#q_why [data-act=up]").tap()
    expect(page.locator("[data-block]").first).to_have_id("q_why")
    page.locator("#q_why [data-act=duplicate]").tap()
    expect(page.locator("[data-block]")).to_have_count(3)
    page.locator(".block--selected [data-act=remove]").tap()
    expect(page.locator("[data-block]")).to_have_count(2)
    page.locator(".toast__action").tap()
    expect(page.locator("[data-block]")).to_have_count(3)
    page.locator(".action-bar button").tap()
    page.locator("#palette-sheet [data-add-type=photo]").tap()
    expect(page.locator("[data-block]")).to_have_count(4)

    width = page.evaluate("() => document.documentElement.scrollWidth")

    assert width <= 360
    assert barriers == []


def test_a_desk_has_no_barriers(editor, accessibility_violations):
    editor.locator("#q_name .block__title").click()

    assert accessibility_violations(editor) == []


@pytest.fixture
def asked(form, owner):
    """Version 1 is live with two options, and somebody has begun to answer."""
    choices = [{"id": "c_yes1", "label": "Yess"}, {"id": "c_no11", "label": "No"}]
    nest = {"type": "single_choice", "label": "A bed?", "choices": choices}
    drafts.apply(
        form=form,
        by=owner,
        base_rev=1,
        ops=[
            {"op": "add", "id": "q_nest", "page": "p_one", "after": "q_name", "value": nest},
            {"op": "set", "id": "q_why", "prop": "show_if", "value": {"q": "q_nest", "op": "is", "value": "c_yes1"}},
        ],
    )
    version = versions.publish(form=form, by=owner)
    submissions.start(version=version, respondent=UserFactory(), language="en")
    return form


def renamed(editor, text):
    editor.locator("#q_nest .block__title").click()
    field = editor.locator("#c_yes1 textarea")
    field.fill(text)
    field.blur()
    expect(editor.locator("#c_yes1 .block__ask")).to_be_visible()


def test_a_typo_keeps_the_option(page, owner, asked, site):
    enter(page, owner, site, f"/forms/{asked.pk}/edit/")
    renamed(page, "Yes")

    page.locator("[data-act=typo]").click()

    expect(page.locator(".block__ask")).to_have_count(0)
    at_rest(page)
    assert [choice["id"] for choice in questions(asked)[1]["choices"]] == ["c_yes1", "c_no11"]


def test_a_new_option_gets_a_new_id_and_its_condition_follows(page, owner, asked, site):
    enter(page, owner, site, f"/forms/{asked.pk}/edit/")
    renamed(page, "Perhaps")

    page.locator("[data-act=new-option]").click()

    expect(page.locator(".block__ask")).to_have_count(0)
    at_rest(page)
    nest, why = questions(asked)[1:]
    first, second = nest["choices"]
    assert (first["label"], second["id"]) == ("Perhaps", "c_no11")
    assert first["id"] not in ("c_yes1", "c_no11")
    assert why["show_if"]["value"] == first["id"]


def test_backspace_in_an_empty_option_takes_it_away(page, owner, asked, site):
    enter(page, owner, site, f"/forms/{asked.pk}/edit/")
    page.locator("#q_nest .block__title").click()
    page.locator("#c_no11 textarea").fill("")

    page.locator("#c_no11 textarea").press("Backspace")

    expect(page.locator("#c_no11")).to_have_count(0)
    expect(page.locator("#c_yes1 textarea")).to_be_focused()


def test_a_nested_condition_is_written_and_read_as_a_sentence(editor, form):
    editor.locator("#q_why .block__title").click()
    editor.locator("#q_why [data-act=condition]").click()
    dialog = editor.locator("#condition-dialog")
    dialog.locator("[data-part=op]").select_option("answered")
    dialog.locator("[data-do=group]").click()
    dialog.locator("[data-part=mode]").nth(1).select_option("none")
    dialog.locator("[data-part=value]").fill("Bob")
    dialog.locator("[data-part=value]").blur()
    dialog.locator("button[value=save]").click()

    expect(editor.locator("#q_why .chip")).to_contain_text("第 1 題有填，且並非（第 1 題選「Bob」）才出現")
    at_rest(editor)
    bob = {"q": "q_name", "op": "is", "value": "Bob"}
    assert questions(form)[1]["show_if"] == {"all": [{"q": "q_name", "op": "answered"}, {"not": bob}]}


def test_a_check_and_the_words_around_the_form_are_written_in_the_editor(editor, form):
    editor.locator("[data-page=form]").click()
    editor.get_by_label("送出後的話").fill("Thank you")
    editor.locator("[data-act=add-check]").click()
    editor.keyboard.type("Please think again")
    editor.locator("[data-prop=level]").select_option("error")
    editor.locator("[data-act=check-when]").click()
    editor.locator("#condition-dialog [data-part=op]").select_option("answered")
    editor.locator("#condition-dialog button[value=save]").click()
    at_rest(editor)

    form.refresh_from_db()
    [check] = form.draft["checks"]
    assert form.draft["thanks"] == "Thank you"
    assert (check["message"], check["level"], check["on"]) == ("Please think again", "error", "q_name")
    assert check["when"]["op"] == "answered"


def test_two_languages_are_written_side_by_side(editor, form):
    editor.locator("[data-written]").select_option("+zh-hant")
    editor.locator("#q_name [data-language=zh-hant]").first.fill("怎麼稱呼你？")
    editor.locator("#q_name [data-language=zh-hant]").first.blur()
    at_rest(editor)

    form.refresh_from_db()
    assert form.draft["translations"] == {"zh-hant": {"q_name": {"label": "怎麼稱呼你？"}}}


def test_a_day_is_limited_in_words(editor, form):
    editor.locator(".palette--side [data-add-type=date]").click()
    editor.keyboard.type("Born")
    editor.locator(".block--selected .block__settings-title").click()
    editor.locator("[data-prop=max][data-day-mode]").select_option("before")
    expect(editor.locator("[data-prop=max][data-day-count]")).to_have_value("18")
    at_rest(editor)

    assert questions(form)[-1]["max"] == "today-18y"


def test_the_robots_report_leads_to_its_question(editor, form):
    editor.locator("#q_why .block__title").fill("What is your salary?")
    editor.locator(".builder-bar__more summary").click()
    editor.locator(".builder-bar__more [data-builder-target=test]").click()
    dialog = editor.locator("#report-dialog")
    expect(dialog.locator(".report__line")).to_have_count(1)

    dialog.locator("[data-go=q_why]").click()

    expect(dialog).to_be_hidden()
    expect(editor.locator("#q_why .block__title")).to_be_focused()


def test_publishing_tells_what_the_robot_found_and_goes_on_if_it_is_wished(editor, form):
    editor.locator("#q_why .block__title").fill("What is your salary?")
    editor.locator("#q_why .block__title").blur()
    editor.locator("[data-builder-target=publish]").click()
    dialog = editor.locator("#publish-dialog")
    expect(dialog.locator(".report__line")).to_have_count(1)

    dialog.locator("button[value=publish]").click()

    expect(editor.locator(".toast")).to_contain_text("第 1 版已發布")


def test_the_preview_shows_what_follows_an_answer(page, owner, asked, site):
    enter(page, owner, site, f"/forms/{asked.pk}/preview/?language=en")
    why = page.locator("[data-question=q_why]")
    expect(why).to_be_hidden()

    page.get_by_label("Yess").check()

    expect(why).to_be_visible()


def test_a_question_goes_to_another_page_by_keyboard(editor, form):
    editor.locator(".palette--side [data-add-page]").click()
    at_rest(editor)
    editor.get_by_role("tab").first.click()
    editor.locator("#q_why .block__title").focus()
    editor.locator("#q_why .block__settings-title").press("Enter")
    editor.locator("#q_why [data-move]").select_option(index=1)

    expect(editor.get_by_role("tab").nth(1)).to_have_attribute("aria-selected", "true")
    expect(editor.locator("[data-live-region]")).to_contain_text("第 2 題，共 2 題")
    expect(editor.locator("#q_why [data-move]")).to_be_focused()
    at_rest(editor)
    form.refresh_from_db()
    assert [[item["id"] for item in page["items"]] for page in form.draft["pages"]] == [["q_name"], ["q_why"]]


def test_taps_alone_build_order_condition_and_publish(open_page, owner, form, site):
    page = open_page(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    enter(page, owner, site, f"/forms/{form.pk}/edit/")
    expect(page.get_by_role("tab")).to_have_count(2)
    page.locator(".action-bar button").tap()
    page.locator("#palette-sheet [data-add-type=yes_no]").tap()
    page.locator(".block--selected .block__title").fill("Do you rent?")
    made = page.locator(".block--selected").get_attribute("id")
    page.locator(".block--selected [data-act=up]").tap()
    page.locator("#q_why .block__title").tap()
    page.locator("#q_why [data-act=condition]").tap()
    page.locator("#condition-dialog [data-part=q]").select_option(made)
    page.locator("#condition-dialog [data-part=value]").select_option(label="否")
    page.locator("#condition-dialog [data-part=value]").select_option(label="是")
    page.locator("#condition-dialog button[value=save]").tap()
    expect(page.locator("#q_why .chip")).to_contain_text("第 2 題選「是」才出現")
    page.locator("[data-builder-target=publish]").tap()

    expect(page.locator(".toast")).to_contain_text("第 1 版已發布")
    form.refresh_from_db()
    items = form.live_version.definition["pages"][0]["items"]
    assert [item["id"] for item in items] == ["q_name", made, "q_why"]
    assert items[2]["show_if"] == {"q": made, "op": "is", "value": True}
