"""The form editor under a finger: real touches on a phone of 360 px, which scroll, drag, and are called off."""

import pytest
from playwright.sync_api import expect

from forms_builder.services import forms
from tests.browser.conftest import PATIENCE
from tests.browser.editing import at_rest, edit, questions, shown, sign_in
from tests.factories.accounts import UserFactory

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
COUNT = 18
FORM = {
    "schema_version": 1,
    "title": "Adopt Mikan",
    "language": "en",
    "pages": [
        {
            "id": "p_one",
            "title": "You",
            "items": [
                {"id": f"q_{n:02}", "type": "short_text", "label": f"Question {n}", "help": "In a few words"}
                for n in range(COUNT)
            ],
        },
        {"id": "p_two", "title": "Home", "items": [{"id": "q_home", "type": "yes_no", "label": "A garden?"}]},
    ],
}
ORDER = [item["id"] for item in FORM["pages"][0]["items"]]


class Finger:
    """One finger on the screen, as the browser gets it from the glass."""

    def __init__(self, page):
        self.page, self.glass = page, page.context.new_cdp_session(page)
        self.x = self.y = 0

    def _send(self, kind, points):
        self.glass.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def down(self, x, y):
        self.x, self.y = x, y
        self._send("touchStart", [{"x": x, "y": y}])

    def to(self, x, y, steps=8):
        """There, picture by picture; and as no finger is quite still, a little about it."""
        from_x, from_y = self.x, self.y
        for step in range(1, steps + 1):
            self._move(from_x + (x - from_x) * step / steps, from_y + (y - from_y) * step / steps)
        for about in (1, -1, 1, 0):
            self._move(x, y + about)

    def hold(self, question, *arguments):
        """Stay until the page answers yes; as long as it takes, but no longer than a test waits for anything."""
        for _picture in range(PATIENCE // 16):
            if self.page.evaluate(question, *arguments):
                return
            self._move(self.x, self.y + 1)
            self._move(self.x, self.y - 1)
        pytest.fail(f"Not even after a long while: {question}")

    def _move(self, x, y):
        self.x, self.y = x, y
        self._send("touchMove", [{"x": x, "y": y}])
        self.page.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")

    def up(self):
        self._send("touchEnd", [])

    def lost(self):
        """The system takes the touch away: a call comes in, the palm is on the glass."""
        self._send("touchCancel", [])


@pytest.fixture
def form(site):
    return forms.create(owner=UserFactory(name="林小姐"), title=FORM["title"], definition=FORM)


@pytest.fixture
def editor(open_page, form, site):
    page = open_page(**PHONE)
    sign_in(page, form.owner, site)
    return edit(page, form)


@pytest.fixture
def finger(editor):
    return Finger(editor)


def middle(place):
    box = place.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def pick(editor, question):
    """Tap a question; its handle comes, and with it what drags it."""
    editor.locator(f"#{question} .block__number").tap()
    expect(editor.locator(".builder__blocks")).to_have_attribute("data-draggable", "ready")
    return editor.locator(f"#{question} [data-handle]")


def take(editor, finger, question):
    """Press on a question's handle until it is in hand."""
    finger.down(*middle(pick(editor, question)))
    expect(editor.locator(f"#{question}.sortable-chosen")).to_be_visible()


def scrolled(editor):
    return editor.evaluate("() => Math.round(scrollY)")


def order(form, page=0):
    form.refresh_from_db()
    return [item["id"] for item in form.draft["pages"][page]["items"]]


def test_a_question_is_dragged_over_more_than_a_screen(editor, finger, form):
    take(editor, finger, "q_00")
    before = scrolled(editor)
    finger.to(180, 690)
    finger.hold("(before) => scrollY > before + innerHeight", before)
    finger.to(180, 360)
    finger.up()
    expect(editor.locator("[data-block]").first).to_have_id("q_01")
    at_rest(editor)

    assert order(form) == shown(editor)
    assert order(form).index("q_00") >= 5
    assert [each for each in order(form) if each != "q_00"] == ORDER[1:]


def test_and_up_again(editor, finger, form):
    editor.locator(f"#{ORDER[-1]}").scroll_into_view_if_needed()
    take(editor, finger, ORDER[-1])
    finger.to(180, 80)
    finger.hold("() => scrollY === 0")
    finger.to(180, editor.locator("[data-block]").first.bounding_box()["y"] + 10)
    expect(editor.locator("[data-block]").first).to_have_id(ORDER[-1])
    finger.up()
    at_rest(editor)

    assert order(form) == [ORDER[-1], *ORDER[:-1]]


@pytest.mark.parametrize("place", [".block__number", ".block__title", ".block__type", "[data-act=down]"])
def test_a_swipe_beside_the_handle_scrolls_and_moves_nothing(editor, finger, form, place):
    pick(editor, "q_04")
    target = editor.locator(f"#q_04 {place}") if place != ".block__number" else editor.locator(f"#q_05 {place}")
    target.scroll_into_view_if_needed()
    before, revision = scrolled(editor), form.draft_rev

    finger.down(*middle(target))
    finger.to(180, 60, steps=20)
    finger.up()

    editor.wait_for_function("(before) => scrollY > before + 100", arg=before)
    expect(editor.locator(".sortable-chosen, .sortable-drag")).to_have_count(0)
    assert shown(editor) == ORDER
    form.refresh_from_db()
    assert form.draft_rev == revision


def test_a_drag_that_the_system_takes_away_leaves_the_order(editor, finger, form):
    take(editor, finger, "q_00")
    finger.to(180, 690)
    expect(editor.locator("[data-block]").first).to_have_id("q_01")

    finger.lost()

    expect(editor.locator("[data-block]").first).to_have_id("q_00")
    expect(editor.locator(".sortable-chosen, .sortable-drag")).to_have_count(0)
    assert shown(editor) == ORDER
    assert order(form) == ORDER


def test_escape_calls_a_drag_off(editor, finger, form):
    take(editor, finger, "q_00")
    finger.to(180, 690)
    expect(editor.locator("[data-block]").first).to_have_id("q_01")

    editor.keyboard.press("Escape")

    expect(editor.locator("[data-block]").first).to_have_id("q_00")
    assert shown(editor) == ORDER
    finger.up()
    assert order(form) == ORDER


def test_a_question_dropped_on_the_tab_of_a_page_goes_there(editor, finger, form):
    take(editor, finger, "q_02")
    finger.to(180, 80)
    finger.hold("() => scrollY === 0")
    tab = editor.get_by_role("tab", name="Home")
    finger.to(*middle(tab))
    expect(tab).to_have_class("tabs__tab tabs__tab--over")

    finger.up()

    expect(tab).to_have_attribute("aria-selected", "true")
    expect(editor.locator("[data-block]")).to_have_count(2)
    at_rest(editor)
    assert order(form, 1) == ["q_home", "q_02"]
    assert order(form) == [each for each in ORDER if each != "q_02"]
    assert len(questions(form)) == COUNT + 1
