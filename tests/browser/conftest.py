"""A real browser on the real server: `open_page()` gives a page of its own person, `site` the address."""

import contextlib
import threading
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from tests import services

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PATIENCE = 20_000  # ms; a machine that builds something else beside is slow, not wrong
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
AT_REST = """() => Promise.all(document.getAnimations()
    .filter((each) => each.effect.getComputedTiming().endTime < Infinity)
    .map((each) => each.finished.catch(() => null)))"""  # what still fades in has no color yet
CHROMIUM_ARGUMENTS = """
    --no-sandbox --disable-dev-shm-usage --disable-background-networking --disable-component-update --disable-sync
    --disable-quic --no-first-run
""".split()


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium, started once."""
    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE)
        chromium = playwright.chromium.launch(executable_path=services.which("chromium"), args=CHROMIUM_ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def _server():
    """The real ASGI application, on the port that the settings know as PUBLIC_URL."""
    import uvicorn

    from petbuddy.asgi import application

    config = uvicorn.Config(application, lifespan="off", ws="websockets-sansio", log_level="warning")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [services.running.web_socket.dup()]}, daemon=True)
    thread.start()
    yield services.running.web_url
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def site(django_db_serialized_rollback, transactional_db, _server):
    """The address of the running site; its database is this test's, with what the migrations had filled in."""
    return _server


@pytest.fixture
def open_page(browser, site):
    """Open a page for one more person: `open_page(locale="en-US", viewport={...})`.

    Ends with an error if any page logged an error or threw one; a test that provokes one says so with
    `page.expected_errors.append("part of its text")`.
    """
    with contextlib.ExitStack() as people:
        pages = []

        def open_one(*, locale="zh-TW", viewport=None, **options):
            context = browser.new_context(
                base_url=site,
                locale=locale,
                timezone_id="Asia/Taipei",
                viewport=viewport or {"width": 1280, "height": 900},
                **options,
            )
            people.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(PATIENCE)
            page.errors, page.expected_errors = [], []
            page.on("console", lambda message: page.errors.append(message.text) if message.type == "error" else None)
            page.on("pageerror", lambda error: page.errors.append(str(error)))
            pages.append(page)
            return page

        yield open_one
        for page in pages:
            unexpected = [text for text in page.errors if not any(part in text for part in page.expected_errors)]
            assert unexpected == []


@pytest.fixture
def page(open_page):
    """One person's page."""
    return open_page()


@pytest.fixture(scope="session")
def accessibility_violations():
    """What axe finds wrong on a page (WCAG 2.2 A and AA): `assert accessibility_violations(page) == []`."""
    source = AXE.read_text(encoding="utf-8")

    def violations(page):
        page.evaluate(AT_REST)
        page.evaluate(source)
        found = page.evaluate("(rules) => axe.run({runOnly: rules}).then((result) => result.violations)", RULES)
        return [(rule["id"], node["target"]) for rule in found for node in rule["nodes"]]

    return violations
