"""What tests of the form editor do again and again."""

import threading

from django.conf import settings
from playwright.sync_api import expect

from accounts.services import sessions
from notifications import sockets

OFFLINE = ["ERR_INTERNET_DISCONNECTED", "dynamically imported module", "WebSocket connection"]


def enter(page, user, site, path):
    """Open an address as this person."""
    sign_in(page, user, site)
    page.goto(path)


def sign_in(page, user, site):
    pair = sessions.start(user=user, device="")
    cookies = {settings.ACCESS_COOKIE: pair.access, settings.REFRESH_COOKIE: pair.refresh}
    page.context.add_cookies([{"name": name, "value": value, "url": site} for name, value in cookies.items()])


def edit(page, form):
    """Open the editor and wait until it is there."""
    page.goto(f"/forms/{form.pk}/edit/")
    expect(page.get_by_role("tab").first).to_be_visible()
    return page


def title_of(page, question):
    return page.locator(f"#{question} .block__title")


def saved(page):
    """Wait until everything typed is on the server."""
    expect(page.locator("[data-builder-target=state]")).to_have_attribute("data-state", "saved")


def at_rest(page):
    """Nothing waits on the device any more."""
    page.wait_for_function("() => !Object.keys(localStorage).some((key) => key.startsWith('pb_form_'))")


def waits(page, words):
    """Wait until these words wait on the device."""
    page.wait_for_function("(words) => JSON.stringify(localStorage).includes(words)", arg=words)


def questions(form):
    form.refresh_from_db()
    return [item for page in form.draft["pages"] for item in page["items"]]


def labels(form):
    return [item["label"] for item in questions(form)]


def shown(page):
    """The questions of the open page, from top to bottom."""
    return page.locator("[data-block]").evaluate_all("(all) => all.map((block) => block.id)")


def pushed(form, payload):
    """The worker passes a hint on to the open editors."""
    hint = threading.Thread(target=sockets.push, args=(f"form:{form.pk}", payload))
    hint.start()
    hint.join()
