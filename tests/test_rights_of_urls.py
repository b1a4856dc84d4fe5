"""Every address asks who is there before it does anything else, unless tests/public_urls.py says that it is for all.

A new page or endpoint is found here by itself; it needs a decorator or a permission, or a line with its reason.
"""

import re

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.public_urls import PUBLIC

METHODS = ("get", "post", "put", "patch", "delete")
SAMPLES = {
    "str": "x",
    "slug": "x",
    "int": "1",
    "uuid": "00000000-0000-4000-8000-000000000000",
    "path": "x",
}
pytestmark = pytest.mark.one_database
ADMIN = "admin/"  # asks by itself: test_the_admin_asks_who_is_there


def routes(patterns, before=""):
    for pattern in patterns:
        route = before + str(pattern.pattern).lstrip("^").rstrip("$")
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield route


ALL = sorted(set(routes(get_resolver().url_patterns)))
CLOSED = [route for route in ALL if route not in PUBLIC and not route.startswith(ADMIN)]


def address_of(route):
    """A concrete address: each converter gets a value of its kind, which names nothing that exists."""

    def sample(match):
        kind = match["kind"] or "str"
        return SAMPLES.get(kind, "x")

    return "/" + re.sub(r"<(?:(?P<kind>\w+):)?\w+>", sample, re.sub(r"\(\?P<\w+>[^)]*\)", "x", route))


def asks_who_is_there(response):
    if response.status_code in (301, 302):
        return response["Location"].startswith("/accounts/login/")
    return response.status_code in (401, 403)


@pytest.mark.django_db
@pytest.mark.parametrize("route", CLOSED)
def test_a_stranger_is_asked_who_she_is(route):
    client = Client(raise_request_exception=False)

    answers = {method: getattr(client, method)(address_of(route)) for method in METHODS}

    taken = {method: answer for method, answer in answers.items() if answer.status_code != 405}
    wrong = {method: answer.status_code for method, answer in taken.items() if not asks_who_is_there(answer)}
    assert taken, "it takes no method at all"
    assert wrong == {}, "it answers people whom we do not know: protect it, or give the reason in tests/public_urls.py"


def test_the_list_of_public_addresses_names_only_addresses_that_exist():
    assert sorted(set(PUBLIC) - set(ALL)) == []


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/admin/", "/admin/accounts/user/", "/admin/nothing/"])
def test_the_admin_asks_who_is_there(client, address):
    answer = client.get(address)

    assert answer["Location"].startswith(("/admin/login/", "/accounts/login/"))
