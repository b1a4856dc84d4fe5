"""The pages around a form can be used by everybody: no barriers, and none is wider than its window, even at 400 %."""

import pytest
from playwright.sync_api import expect

from forms_builder.models import Picture
from forms_builder.services import drafts, forms, versions
from forms_builder.tasks.pictures import render_picture
from tests.browser.people import come_in
from tests.factories.accounts import UserFactory
from tests.factories.forms import FormFactory
from tests.factories.results import send
from tests.forms_builder.definitions import pets, small
from tests.forms_builder.services.test_pictures import jpeg

PAGES = [
    "test/", "history/", "settings/", "share/", "transfer/", "keep/", "preview/",
    "results/", "results/?view=summary", "results/compare/?who={0}&who={1}", "results/{0}/",
]  # fmt: skip
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def asked(site):
    """A form with two answer sheets."""
    form = FormFactory(draft=pets())
    return form, [send(form, name=name, q_home="c_flat", q_phone="0912345678", q_why="Company") for name in ("A", "B")]


@pytest.fixture
def form(site):
    form = forms.create(owner=UserFactory(name="林小姐"), title="Adopt Mikan", definition=small())
    versions.publish(form=form, by=form.owner)
    return form


def barriers_of(page, addresses, look):
    """What is wrong with each of these pages: {address: (findings, px too wide)}; nothing where all is well."""
    found = {}
    for address in addresses:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        found[address] = (look(page), page.evaluate(WIDER))
    return {address: wrong for address, wrong in found.items() if wrong != ([], 0)}


@pytest.mark.parametrize(
    ("width", "scheme", "locale"), [(360, "light", "zh-TW"), (320, "dark", "en-US"), (1280, "dark", "zh-TW")]
)
def test_the_pages_around_a_form_can_be_used_by_everybody(
    open_page, asked, accessibility_violations, width, scheme, locale
):
    form, sheets = asked
    page = open_page(viewport={"width": width, "height": 740}, color_scheme=scheme, locale=locale)
    come_in(page, form.owner)
    addresses = [f"/forms/{form.pk}/{path.format(*(sheet.uid for sheet in sheets))}" for path in PAGES]

    found = barriers_of(page, [*addresses, "/forms/", "/forms/import/", "/forms/templates/"], accessibility_violations)

    assert found == {}


def editor_of(page, form):
    come_in(page, form.owner)
    page.goto(f"/forms/{form.pk}/edit/")
    expect(page.get_by_role("tab")).to_have_count(2)
    return page


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_the_editors_dialogs_can_be_used_by_everybody(open_page, form, accessibility_violations, width, scheme):
    page = editor_of(
        open_page(viewport={"width": width, "height": 740}, color_scheme=scheme, reduced_motion="reduce"), form
    )
    dialog = page.locator("#condition-dialog")
    page.locator("#q_why .block__title").click()
    page.locator("#q_why [data-act=condition]").click()
    dialog.locator("[data-do=group]").click()
    found = {"condition": accessibility_violations(page)}
    dialog.locator("button[value=save]").click()
    page.locator("[data-page=form]").click()
    page.locator("[data-act=add-check]").click()
    found["whole form"] = accessibility_violations(page)
    page.locator("[data-act=check-when]").click()
    expect(dialog).to_be_visible()
    found["check"] = accessibility_violations(page)
    dialog.locator("button[value=save]").click()
    page.get_by_label("這份申請表的更多功能").locator("visible=true").click()
    page.locator("[data-builder-target=test]").locator("visible=true").click()
    expect(page.locator("#report-dialog")).to_be_visible()
    found["report"] = accessibility_violations(page)

    assert found == {place: [] for place in found}


@pytest.mark.parametrize("forced", ["none", "active"])
def test_at_four_hundred_percent_nothing_is_cut_off_and_no_focus_is_hidden(open_page, form, forced):
    page = editor_of(
        open_page(viewport={"width": 320, "height": 640}, forced_colors=forced, reduced_motion="reduce"), form
    )
    page.locator("#q_why .block__title").click()
    page.locator("#q_why .block__settings-title").click()
    wider = page.evaluate(WIDER)
    hidden = []
    page.locator("#form-title").focus()
    for _press in range(45):
        page.keyboard.press("Tab")
        hidden.append(page.evaluate(COVERED))

    assert wider == 0
    assert [name for name in hidden if name] == []


# What has the focus but cannot be seen, because something that stays on the screen covers its middle.
COVERED = """() => {
    const node = document.activeElement;
    const box = (node.closest("label") ?? node).getBoundingClientRect();
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 20));
    const isSeen = node === document.body || node.contains(top) || (top?.closest("label") ?? top)?.contains(node);
    return isSeen ? "" : `${node.tagName} ${node.className} ${node.dataset.focus ?? ""} under ${top?.className}`;
}"""


def test_on_a_phone_sharing_is_in_the_menu_of_the_editor(open_page, form):
    page = editor_of(open_page(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True), form)

    page.locator(".action-bar summary").tap()
    page.locator(".action-bar").get_by_role("link", name="分享").tap()

    page.wait_for_url(f"**/forms/{form.pk}/share/")


def test_a_picture_is_chosen_for_an_option(open_page, form):
    nest = {
        "type": "single_choice",
        "label": "A bed?",
        "choices": [{"id": "c_yes1", "label": "Yes"}, {"id": "c_no11", "label": "No"}],
    }
    add = {"op": "add", "id": "q_nest", "page": "p_one", "after": None, "value": nest}
    drafts.apply(form=form, by=form.owner, base_rev=form.draft_rev, ops=[add])
    page = editor_of(open_page(), form)
    page.locator("#q_nest .block__title").click()
    page.locator("#q_nest .block__settings-title").click()

    with page.expect_response("**/pictures/"):
        page.locator("[data-picture=c_yes1]").set_input_files(
            {"name": "bed.jpg", "mimeType": "image/jpeg", "buffer": jpeg().read()}
        )
    render_picture(Picture.objects.get().pk)

    expect(page.locator("#q_nest .block__thumb").first).to_be_visible()
    page.wait_for_function(
        "() => Object.entries(localStorage).every(([k, v]) => !k.startsWith('pb_form_') || v === '{}')"
    )
    form.refresh_from_db()
    assert form.draft["pages"][0]["items"][0]["choices"][0]["image"] == str(Picture.objects.get().uid)
