"""Forms of other systems in a real browser: imported, published in the editor, filled in on a phone and sent."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from adoption.models import Application
from forms_builder.definition import questions
from forms_builder.models import Form
from tests.browser.filling import fill_step
from tests.browser.people import come_in
from tests.factories.accounts import UserFactory
from tests.factories.adoption import PostFactory
from tests.petbuddy.pictures import photo as picture

OURS = Path(__file__).parents[1] / "data" / "listed_form.json"
# The forms of real groups lie beside the project where there are any.
REAL = sorted((Path(__file__).parents[3] / "shared" / "data" / "forms").glob("*.json"))


@pytest.fixture
def room(tmp_path):
    path = tmp_path / "room.jpg"
    path.write_bytes(picture(900, 600))
    return path


@pytest.mark.parametrize("path", [OURS, *REAL], ids=lambda path: path.stem)
def test_a_form_is_imported_published_filled_in_and_sent(open_page, path, room):
    giver, adopter = UserFactory(name="林小姐"), UserFactory(name="怡君")
    form = published(open_page(viewport={"width": 1280, "height": 900}), giver, path)

    post = PostFactory(published=True, giver=giver, form=form)
    sent = apply(open_page(viewport={"width": 360, "height": 780}), adopter, post, room)

    required = {item["id"] for item in questions(form.live_version.definition) if item.get("required")}
    assert (sent.state, required - sent.submission.answers.keys()) == ("submitted", set())


def published(page, giver, path):
    come_in(page, giver)
    page.goto("/forms/import/")
    page.set_input_files("[name=file]", path)
    page.locator("main form [type=submit]").click()
    page.get_by_role("button", name="用這份申請表開始").click()
    page.wait_for_url("**/edit/")
    publish = page.locator("[data-builder-target=publish]")
    expect(page.locator("[data-block]").first).to_be_visible()
    publish.click()
    live, hints = page.get_by_text("發布中的是第 1 版"), page.locator("#publish-dialog[open] [type=submit]")
    expect(live.or_(hints).first).to_be_visible()
    if hints.count():  # the robot has something to say: an income is asked, an exact address
        hints.click()
    expect(live).to_be_visible()
    return Form.objects.select_related("live_version").get()


def apply(page, adopter, post, room):
    come_in(page, adopter)
    page.goto(f"/pets/{post.uid}/apply/")
    page.locator("main [type=submit]").last.click()
    page.wait_for_url("**/apply/?step=1")
    send = page.get_by_role("button", name="送出申請")
    while True:
        expect(page.locator("#apply-form[data-ready]")).to_be_visible()
        fill_step(page, room)
        if send.count():
            break
        step = page.url
        page.get_by_role("button", name="下一步").last.click()
        page.wait_for_url(lambda url, step=step: url != step)
    send.click()
    page.wait_for_url("**/sent/**")
    return Application.objects.select_related("submission").get()
