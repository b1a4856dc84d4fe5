"""The form editor at each width: what stands where, what can be reached, what is seen before it is acted on."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from forms_builder.services import drafts, forms, versions
from tests.browser.people import come_in
from tests.factories.accounts import UserFactory

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
LONG = "Partly, and I will finish it before the cat moves in with us"
CHOICES = [{"id": "c_some", "label": LONG}, {"id": "c_none", "label": "Not yet"}]
FORM = {
    "schema_version": 1,
    "title": "Mikan, Tangerine and Clementine: application",
    "language": "en",
    "pages": [
        {
            "id": "p_one",
            "title": "Your home and everything around it",
            "items": [
                {"id": "q_nets", "type": "single_choice", "label": "Are the windows secured?", "choices": CHOICES},
                {"id": "q_plan", "type": "long_text", "label": "What is the plan?"},
                {"id": "q_when", "type": "date", "label": "By when?"},
            ],
        },
        {"id": "p_two", "title": "Care", "items": [{"id": "q_vets", "type": "short_text", "label": "Your vet"}]},
    ],
}


@pytest.fixture
def form(site):
    rule = {"q": "q_nets", "op": "is", "value": "c_some"}
    first = FORM["pages"][0]
    items = [item if item["id"] == "q_nets" else item | {"show_if": rule} for item in first["items"]]
    definition = FORM | {"pages": [first | {"items": items}, FORM["pages"][1]]}
    return forms.create(owner=UserFactory(name="林小姐"), title=FORM["title"], definition=definition)


@pytest.fixture
def editor(open_page, form, site):
    def open_editor(**options):
        page = open_page(locale="en-US", **options)
        come_in(page, form.owner)
        page.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": "en", "url": site}])
        page.goto(f"/forms/{form.pk}/edit/")
        expect(page.get_by_role("tab")).to_have_count(3)
        page.wait_for_load_state("networkidle")  # sheets and menus have their scripts
        return page

    return open_editor


@pytest.mark.parametrize("width", [320, 360, 768, 1024, 1280])
def test_an_options_buttons_stay_beside_it_however_long_its_words_and_chips(editor, width):
    page = editor(viewport={"width": width, "height": 740})
    page.locator("#q_nets .block__title").click()
    row = page.locator("#c_some")

    words = row.locator("textarea").bounding_box()
    button = row.locator("[data-act=remove-option]").bounding_box()

    assert row.locator(".block__chip").count() == 2
    assert button["x"] >= words["x"] + words["width"]
    assert words["y"] <= button["y"] + button["height"] / 2 <= words["y"] + words["height"]


def test_a_phone_shows_what_was_not_saved_and_its_way_out_can_be_tapped(editor):
    page = editor(**PHONE)
    page.expected_errors.append("status of 500")
    page.route("**/draft/", lambda route: route.fulfill(status=500, json={}))
    page.locator("#q_plan .block__title").fill("What will you do?")
    page.locator("#q_plan .block__title").blur()
    expect(page.locator("[data-builder-target=state]")).to_have_text("Not savedTry again")

    page.unroute("**/draft/")
    page.get_by_role("button", name="Try again").tap()

    expect(page.locator("[data-builder-target=state]")).to_have_attribute("data-state", "saved")


def test_a_phones_menu_stands_in_the_bar_at_the_bottom_and_opens_upwards(editor):
    page = editor(**PHONE)

    page.locator(".action-bar summary").tap()

    panel = page.locator(".action-bar .popover__panel")
    expect(panel.get_by_role("link", name="Test my form")).to_be_visible()
    assert panel.bounding_box()["y"] >= 0
    assert panel.bounding_box()["x"] >= 0


def test_the_preview_shows_the_last_key_too(editor, form):
    page = editor(**PHONE)
    page.locator("#q_nets .block__title").fill("Is every window secured?")

    page.locator(".action-bar").get_by_role("link", name="Preview").tap()

    page.wait_for_url(f"**/forms/{form.pk}/preview/**")
    expect(page.get_by_role("group", name="Is every window secured?")).to_be_visible()


def test_a_tablet_has_a_rail_of_types_with_names_for_the_keyboard(editor):
    page = editor(viewport={"width": 768, "height": 1024}, has_touch=True)
    rail = page.locator(".palette--side")
    number = rail.locator("[data-add-type=number]")
    assert rail.bounding_box()["width"] == 56
    expect(number).to_have_accessible_name("Number")

    rail.locator("[data-add-type=yes_no]").focus()
    page.keyboard.press("Tab")

    expect(number).to_be_focused()
    assert rail.bounding_box()["width"] > 200
    assert number.get_by_text("Number").bounding_box()["width"] > 40
    page.keyboard.press("Enter")
    expect(page.locator(".block--selected .block__type")).to_have_value("number")
    assert rail.bounding_box()["width"] == 56


def test_a_tablets_preview_is_a_drawer_over_the_form_that_goes_on_being_edited(editor, form):
    page = editor(viewport={"width": 820, "height": 1100}, has_touch=True)
    phone = page.frame_locator(".phone__screen")
    page.locator(".builder-bar").get_by_role("link", name="Preview").tap()
    expect(phone.get_by_role("group", name="Are the windows secured?")).to_be_visible()

    page.locator("#q_nets .block__title").fill("All windows secured?")
    page.locator("#q_nets .block__title").blur()

    expect(phone.get_by_role("group", name="All windows secured?")).to_be_visible()
    page.locator(".builder__preview").get_by_role("button", name="Close").tap()
    expect(page.locator(".builder__preview")).to_be_hidden()
    assert page.url.endswith(f"/forms/{form.pk}/edit/")


def test_an_undone_deletion_takes_its_own_offer_along(editor):
    page = editor(viewport={"width": 1280, "height": 800})
    page.locator("#q_when .block__title").click()
    page.locator("#q_when [data-act=remove]").click()
    expect(page.locator(".toast")).to_contain_text("Question 3 was deleted")

    page.locator("[data-builder-target=undo]").click()

    expect(page.locator("#q_when")).to_be_visible()
    expect(page.locator(".toast")).to_have_count(0)


def test_a_question_from_the_sheet_can_be_written_at_once(editor):
    page = editor(**PHONE)
    page.locator(".action-bar button").tap()

    page.locator("#palette-sheet [data-add-type=single_choice]").tap()

    title = page.locator(".block--selected .block__title")
    expect(title).to_be_focused()
    expect(page.locator("#palette-sheet")).to_be_hidden()
    expect(title).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type("Netting")
    page.keyboard.press("Enter")
    page.keyboard.type("Boards")
    options = page.locator(".block--selected [data-choice] textarea")
    assert options.evaluate_all("(all) => all.map((each) => each.value)") == ["Netting", "Boards"]


def test_a_group_that_is_there_already_says_so(editor):
    page = editor(viewport={"width": 1280, "height": 800})
    group = page.locator(".palette--side [data-add-group]").first
    group.click()
    expect(page.locator("[data-block]")).not_to_have_count(3)
    count = page.locator("[data-block]").count()

    group.click()

    expect(page.locator(".toast")).to_have_text("All questions of this group are in the form already.")
    assert page.locator("[data-block]").count() == count


def test_a_pages_menu_speaks_in_words_and_stays_for_the_next_step(editor):
    page = editor(viewport={"width": 360, "height": 740})
    menu = page.get_by_label("More about this page")
    later = page.get_by_role("button", name="Move the page back")
    menu.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(later).to_be_focused()

    page.keyboard.press("Enter")

    expect(page.get_by_role("tab").first).to_have_text("1 Care")
    expect(later).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="When is this page shown?")).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()


def test_the_preview_leads_back_to_the_page_that_was_edited(editor, form):
    page = editor(**PHONE)
    page.get_by_role("tab", name="2 Care").tap()
    page.locator("#q_vets .block__title").tap()
    page.locator(".action-bar").get_by_role("link", name="Preview").tap()
    page.wait_for_url("**/preview/**")
    expect(page.get_by_label("Your vet")).to_be_visible()

    page.get_by_role("link", name="Back to the editor").tap()

    expect(page.get_by_role("tab", name="2 Care")).to_have_attribute("aria-selected", "true")
    expect(page.locator("#q_vets .block__title")).to_be_visible()


def test_what_is_missing_is_listed_before_anybody_is_asked_to_publish(editor, form):
    versions.publish(form=form, by=form.owner)
    page = editor(viewport={"width": 1280, "height": 800})
    page.locator("#q_plan .block__title").fill("")

    page.locator("[data-builder-target=publish]").click()

    expect(page.locator(".error-summary__title")).to_be_focused()
    expect(page.locator("#publish-dialog")).to_be_hidden()


def test_a_condition_begins_with_the_question_just_before(editor):
    page = editor(viewport={"width": 1280, "height": 800})
    page.locator("#q_nets .block__title").click()
    page.locator(".palette--side [data-add-type=yes_no]").click()
    page.keyboard.type("Do you rent?")

    page.locator(".palette--side [data-add-type=photo]").click()
    page.locator(".block--selected [data-act=condition]").click()
    page.locator("#condition-dialog button[value=save]").click()

    expect(page.locator(".block--selected .block__chip")).to_have_text("Only if question 2 is “Yes”")


def test_a_condition_on_several_answers_quotes_each(editor, form):
    rule = {"q": "q_nets", "op": "any_of", "value": ["c_some", "c_none"]}
    ops = [{"op": "set", "id": "q_plan", "prop": "show_if", "value": rule}]
    drafts.apply(form=form, by=form.owner, base_rev=form.draft_rev, ops=ops)

    page = editor(viewport={"width": 1280, "height": 800})

    expect(page.locator("#q_plan .block__chip")).to_have_text(f"Only if question 1 is “{LONG}” or “Not yet”")


def test_the_bar_of_a_phone_stands_at_its_end_also_below_a_short_page(editor):
    page = editor(**PHONE)
    page.get_by_role("tab", name="2 Care").tap()

    bar = page.locator(".action-bar").bounding_box()

    assert round(bar["y"] + bar["height"]) == 740


def test_a_pages_menu_goes_with_its_page(editor):
    page = editor(**PHONE)
    page.get_by_role("tab", name="2 Care").tap()
    page.get_by_label("More about this page").tap()

    page.get_by_role("button", name="Delete the page").tap()

    expect(page.get_by_role("tab")).to_have_count(2)
    expect(page.locator(".builder__page-menu")).not_to_have_attribute("open", "")
