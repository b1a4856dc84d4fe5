"""A share that ends while the editor is open: it says why, and gives the words back to be copied."""

import pytest
from playwright.sync_api import expect

from forms_builder.services import forms, shares
from tests.browser.editing import edit, enter, labels, saved, waits
from tests.factories.accounts import UserFactory
from tests.forms_builder.definitions import small

REFUSED = ["403", "404", "Framing"]  # the preview, or a greeting, may be on its way in that moment


@pytest.fixture
def form(site):
    return forms.create(owner=UserFactory(name="林小姐"), title="Adopt Mikan", definition=small())


@pytest.fixture
def helper():
    return UserFactory(name="王小明")


def let_in(form, helper, *rights):
    return shares.share(form=form, email=helper.email, rights=rights, by=form.owner)


def lost_words(page):
    return page.get_by_label("下面這些字沒有存到")


@pytest.mark.parametrize("width", [360, 1280])
def test_a_share_that_ends_is_said_and_the_words_can_be_copied(open_page, site, form, helper, width):
    share = let_in(form, helper, "edit_form")
    page = open_page(viewport={"width": width, "height": 720})
    page.expected_errors += REFUSED
    enter(page, helper, site, f"/forms/{form.pk}/edit/")
    expect(page.get_by_role("tab").first).to_be_visible()

    shares.revoke(share=share, by=form.owner)
    page.locator("#q_name .block__title").fill("Nobody hears this")

    state = page.locator("[data-builder-target=state]")
    expect(page.get_by_text("這份申請表不再分享給你，或已經刪除。")).to_be_visible()
    expect(lost_words(page)).to_have_value("Nobody hears this")
    expect(state).to_have_text("無法再編輯")
    expect(state.get_by_role("button")).to_have_count(0)
    page.locator("#q_why .block__title").fill("Nor this")
    expect(lost_words(page)).to_have_value("Nobody hears this\nNor this")
    assert labels(form) == ["Your name", "Why Mikan?"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_who_keeps_another_right_hears_that_she_may_no_longer_edit(open_page, site, form, helper):
    share = let_in(form, helper, "edit_form", "view_results")
    page = open_page()
    page.expected_errors += REFUSED
    enter(page, helper, site, f"/forms/{form.pk}/edit/")
    expect(page.get_by_role("tab").first).to_be_visible()

    shares.change(share=share, rights=["view_results"], by=form.owner)
    page.locator("#q_name .block__title").fill("Too late")

    expect(page.get_by_text("你可以看這份申請表，但不能編輯。")).to_be_visible()
    expect(lost_words(page)).to_have_value("Too late")


def test_shared_again_the_words_that_waited_arrive(open_page, site, form, helper):
    share = let_in(form, helper, "edit_form")
    page = open_page()
    page.expected_errors += REFUSED
    enter(page, helper, site, f"/forms/{form.pk}/edit/")
    expect(page.get_by_role("tab").first).to_be_visible()
    shares.revoke(share=share, by=form.owner)
    page.locator("#q_name .block__title").fill("Written meanwhile")
    expect(lost_words(page)).to_have_value("Written meanwhile")
    waits(page, "Written meanwhile")

    let_in(form, helper, "edit_form")
    page.on("dialog", lambda dialog: dialog.accept())
    edit(page, form)

    saved(page)
    expect(page.locator("#q_name .block__title")).to_have_value("Written meanwhile")
    assert labels(form) == ["Written meanwhile", "Why Mikan?"]
