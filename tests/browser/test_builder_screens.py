"""The form editor at each width: what stands where, what can be reached, what is seen before it is acted on."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from forms_builder.services import forms
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
