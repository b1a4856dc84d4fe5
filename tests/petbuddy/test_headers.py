"""What every answer says to the browser: what may run in it, who may frame it, and who may keep a copy."""

import json
import os
import re
import subprocess
import sys

import pytest
from django.conf import settings as django_settings
from django.test import Client

from tests.factories.accounts import UserFactory, sign_in
from tests.test_rights_of_urls import ADMIN, ALL, address_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.mark.parametrize("path", ["/", "/pets/", "/accounts/login/", "/healthz", "/no-such-page/"])
def test_nobody_may_frame_a_page(client, path):
    answer = client.get(path)

    policy = answer["Content-Security-Policy"].split("; ")
    assert (answer["X-Frame-Options"], "frame-ancestors 'none'" in policy) == ("DENY", True)


def test_the_reader_of_the_api_s_document_runs_under_our_policy(client):
    page = client.get("/api/v1/docs/")
    script = client.get("/api/v1/docs/?script=")

    inline = re.findall(r"<script>|<style>", page.content.decode())
    assert (page.status_code, inline) == (200, [])
    assert (script.status_code, script["Content-Type"]) == (200, "application/javascript")


# -- Every address, signed in and not ----------------------------------------------------------------------------------
def walked(client, routes):
    """{route: answer} of a GET of every address."""
    answers = {route: client.get(address_of(route)) for route in routes}
    return {route: answer for route, answer in answers.items() if answer.status_code != 405}


def policy_of(answer):
    """{directive: [source, …]}."""
    parts = answer.get("Content-Security-Policy", "").split("; ")
    return {part.split(" ")[0]: part.split(" ")[1:] for part in parts}


def test_no_page_lets_inline_code_run_or_keeps_a_referrer_or_an_opener():
    client = Client(raise_request_exception=False)
    sign_in(client, UserFactory())

    answers = walked(client, [route for route in ALL if not route.startswith(ADMIN)])

    assert len(answers) > 80
    for route, answer in answers.items():
        policy = policy_of(answer)
        sources = {source for name in policy for source in policy[name]}
        assert policy != {"": []}, route
        assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:"} & sources, route
        assert (policy["default-src"], policy["base-uri"], policy["object-src"]) == (["'none'"],) * 3, route
        assert (answer["X-Content-Type-Options"], answer["Cross-Origin-Opener-Policy"]) == ("nosniff", "same-origin")
        assert answer["Referrer-Policy"] == "strict-origin-when-cross-origin", route


def test_a_request_that_cannot_be_read_is_answered_under_the_same_policy():
    answer = Client(raise_request_exception=False).get("/", headers={"Host": "evil.example"})

    assert (answer.status_code, answer["X-Frame-Options"]) == (400, "DENY")
    assert policy_of(answer)["default-src"] == ["'none'"]


def test_the_back_office_is_looser_only_where_its_theme_builds_functions_and_styles():
    client = Client()
    sign_in(client, UserFactory(superuser=True))

    policy = policy_of(client.get("/admin/"))

    assert (policy["script-src"], policy["style-src"]) == (["'self'", "'unsafe-eval'"], ["'self'", "'unsafe-inline'"])
    strict = policy_of(client.get("/pets/"))
    assert {name for name in policy if policy[name] != strict[name]} == {"script-src", "style-src"}


@pytest.mark.parametrize("who", ["cookie", "bearer"])
def test_whatever_is_answered_to_a_known_person_is_kept_by_no_cache(who):
    client = Client(raise_request_exception=False)
    pair = sign_in(client, UserFactory())
    if who == "bearer":
        client = Client(raise_request_exception=False, headers={"Authorization": f"Bearer {pair.access}"})

    answers = walked(client, [route for route in ALL if who == "cookie" or route.startswith("api/")])

    private = {route: answer for route, answer in answers.items() if answer.wsgi_request.identity_was_used}
    assert len(private) > 15
    for route, answer in private.items():
        kept = {part.strip() for part in answer["Cache-Control"].split(",")}
        assert {"no-store", "private"} <= kept, route
        assert {"Cookie", "Authorization"} <= {name.strip() for name in answer["Vary"].split(",")}, route


@pytest.mark.parametrize(
    ("origin", "answered"),
    [("https://app.example", "https://app.example"), ("https://evil.example", None), ("null", None)],
)
def test_other_origins_read_the_api_only_when_they_are_listed_and_never_with_cookies(settings, origin, answered):
    settings.CORS_ALLOWED_ORIGINS = ["https://app.example"]

    answers = [
        Client().get("/api/v1/posts/", headers={"Origin": origin}),
        Client().get("/pets/", headers={"Origin": origin}),
    ]

    assert [answer.get("Access-Control-Allow-Origin") for answer in answers] == [answered, None]
    assert [answer.get("Access-Control-Allow-Credentials") for answer in answers] == [None, None]


# -- With the settings of production -----------------------------------------------------------------------------------
PRODUCTION = {
    "PUBLIC_URL": "https://petbuddy.example",
    "SECRET_KEY": "a-long-secret-of-production-with-more-than-fifty-signs-0123456789",
    "JWT_KEY": "another-long-secret-of-production-0123456789",
    "FIELD_KEYS": "Zm9yLXRlc3RzLW9ubHktMzItYnl0ZXMtb2Yta2V5ISE=",
    "MEDIA_BUCKET": "media",
    "PRIVATE_BUCKET": "private",
    "EMAIL_URL": "smtp+tls://user:word@mail.example:587",
}
SHOW = """
import django, json
django.setup()
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
answer = Client(headers={"Host": "petbuddy.example"}).get("/healthz", secure=True)
plain = Client(headers={"Host": "petbuddy.example"}).get("/help/")
from accounts import cookies
from types import SimpleNamespace
from datetime import timedelta
from django.utils import timezone
now = timezone.now()
given = HttpResponse()
session = SimpleNamespace(expires_at=now + timedelta(days=1), seen_at=now)
cookies.keep(given, SimpleNamespace(session=session, access="a", refresh="r"))
gone = HttpResponse()
cookies.drop(gone)
print(json.dumps({
    "headers": dict(answer.headers),
    "plain": [plain.status_code, plain.get("Location")],
    "cookies": [{"name": name, **{key: str(value) for key, value in each.items()}}
                for response in (given, gone) for name, each in response.cookies.items()],
    "names": [settings.CSRF_COOKIE_NAME, settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_SECURE],
}))
"""


def in_production(*command, **more):
    clean = {name: value for name, value in os.environ.items() if name not in ("PB_TESTING", "DATABASE_URL", "LIMITS")}
    environment = clean | PRODUCTION | {"DJANGO_SETTINGS_MODULE": "petbuddy.settings"} | more
    return subprocess.run(
        [sys.executable, *command],
        cwd=django_settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_deployment_check_has_nothing_to_say():
    pytest.importorskip("MySQLdb")

    done = in_production("manage.py", "check", "--deploy", DATABASE_URL="mysql://user:word@database.example/petbuddy")

    said = done.stdout + done.stderr
    assert (done.returncode, said) == (0, "System check identified no issues (0 silenced).\n")


def test_over_https_cookies_belong_to_this_host_alone_and_the_browser_never_asks_in_clear_again(tmp_path):
    done = in_production("-c", SHOW, VAR_DIR=str(tmp_path))

    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["headers"]["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert found["plain"] == [301, "https://petbuddy.example/help/"]
    assert len(found["cookies"]) == 4
    for cookie in found["cookies"]:
        assert cookie["name"].startswith("__Host-")
        assert (cookie["secure"], cookie["path"], cookie["domain"], cookie["samesite"]) == ("True", "/", "", "Lax")
    assert all(cookie["httponly"] == "True" for cookie in found["cookies"][:2])
    assert found["names"] == ["__Host-csrftoken", "__Host-pb_session", True]
