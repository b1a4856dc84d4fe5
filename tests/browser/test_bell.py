"""The bell, live: what a person sees while something happens to her elsewhere."""

import threading

from django.conf import settings

from accounts.services import sessions
from notifications import kinds, sockets
from notifications.selectors import notices as selectors
from notifications.services import notices
from tests.factories.accounts import UserFactory
from tests.notifications.kinds import NEWS


def happened(person, key):
    """Something is told, and the worker passes the hint on."""
    notice = notices.notify(kind="test_news", recipients=[person], ref=person, event_key=key)[0]
    hint = threading.Thread(target=sockets.push, args=selectors.hint_for(notice.pk))
    hint.start()
    hint.join()


def test_news_ring_the_bell_and_its_panel_leads_on(open_page, site, monkeypatch, accessibility_violations):
    monkeypatch.setitem(kinds._kinds, "test_news", NEWS)
    person = UserFactory(name="Yi-Chun")
    page = open_page()
    cookie = {"name": settings.ACCESS_COOKIE, "value": sessions.start(user=person).access, "url": site}
    page.context.add_cookies([cookie])
    with page.expect_websocket():
        page.goto("/me/notifications/preferences/")
    page.wait_for_function("() => document.documentElement.dataset.session === 'in'")

    badge = page.locator("[data-session-target=unread]")
    happened(person, "one")
    badge.get_by_text("1").wait_for()
    bell = page.get_by_role("button", name="通知，1 則未讀")
    bell.click()
    panel = page.get_by_role("region", name="通知", exact=True)
    panel.get_by_text("News of Yi-Chun").wait_for()
    happened(person, "two")
    panel.get_by_text("News of Yi-Chun").nth(1).wait_for()
    barriers = [each for each in accessibility_violations(page) if each[0] != "target-size"]  # it covers the page
    page.keyboard.press("Escape")
    was_closed = panel.is_hidden()
    bell = page.get_by_role("button", name="通知，2 則未讀")
    has_focus = bell.evaluate("(node) => node === document.activeElement")
    bell.click()
    panel.get_by_role("button", name="News of Yi-Chun").first.click()
    page.wait_for_url("**/preferences/?news")

    assert (barriers, was_closed, has_focus) == ([], True, True)
    assert selectors.unread_count(person) == 1
