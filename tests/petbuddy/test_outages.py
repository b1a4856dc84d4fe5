"""The database is away: pages and API say so in words, with 503 and when to come back; then everything is as it was."""

import pytest
from django.conf import settings as django_settings
from django.db import InterfaceError, OperationalError, connection
from django.test import Client

from adoption.models import Post
from petbuddy import outages
from tests import services
from tests.factories.accounts import UserFactory, api, sign_in
from tests.factories.adoption import PostFactory


@pytest.mark.parametrize(
    ("error", "is_outage"),
    [
        (OperationalError(2002, "Can't connect"), True),
        (OperationalError(2006, "Server has gone away"), True),
        (OperationalError(1040, "Too many connections"), True),
        (OperationalError(1969, "Query execution was interrupted (max_statement_time exceeded)"), True),
        (InterfaceError(0, ""), True),
        (OperationalError("unable to open database file"), True),
        (OperationalError("database is locked"), True),
        (OperationalError(1213, "Deadlock"), False),
        (OperationalError(1054, "Unknown column"), False),
        (OperationalError("no such table: x"), False),
        (ValueError("2002"), False),
        (None, False),
    ],
)
def test_what_is_an_outage_and_what_is_a_fault_of_ours(error, is_outage):
    assert outages.is_outage(error) is is_outage


# -- A real server that stops, freezes and comes back ------------------------------------------------------------------
@pytest.fixture
def database(transactional_db):
    """The private MariaDB, to be stopped, frozen and started again; short patience of the connection."""
    server = services.running.mariadb
    if server is None:
        pytest.skip("a worker of xdist shares its parent's server")
    patient = dict(connection.settings_dict["OPTIONS"])
    connection.close()
    connection.settings_dict["OPTIONS"] |= {"connect_timeout": 1, "read_timeout": 1, "write_timeout": 1}
    yield server
    server.ensure()
    connection.close()
    connection.settings_dict["OPTIONS"].clear()
    connection.settings_dict["OPTIONS"].update(patient)


def browser_of(person=None, language="zh-hant"):
    client = Client(raise_request_exception=False)
    client.cookies["pb_lang"] = language
    if person is not None:
        sign_in(client, person)
    return client


def said(answer):
    return answer.status_code, answer["Retry-After"], answer["Cache-Control"].split(", ")[-1]


@pytest.mark.mariadb
@pytest.mark.parametrize("fault", ["stop", "freeze"])
def test_pages_and_api_say_so_and_go_on_by_themselves(database, fault):
    person, post = UserFactory(), PostFactory(published=True)
    page, client = browser_of(person), api(person)
    client.raise_request_exception = False
    before = page.get("/me/").status_code
    getattr(database, fault)()

    away = [page.get("/me/"), page.get(f"/pets/{post.uid}/x/")]
    problem = client.get("/api/v1/me/")
    ready = page.get("/readyz")
    database.ensure()
    connection.close()

    assert before == 200
    assert [said(answer) for answer in away] == [(503, "10", "no-store")] * 2
    assert said(problem) == (503, "10", "no-store")
    assert (ready.status_code, ready.json()["database"]) == (503, "down")
    assert [page.get("/me/").status_code, client.get("/api/v1/me/").status_code] == [200, 200]


@pytest.mark.mariadb
def test_the_words_of_a_page_are_in_both_languages_and_lead_back(database):
    page = browser_of(UserFactory())
    database.stop()

    text = page.get("/me/?tab=1").content.decode()

    assert "暫時讀不到資料" in text
    assert "please try again in a few seconds" in text
    assert 'href="/me/?tab=1"' in text
    assert "Traceback" not in text
    assert "MySQL" not in text


@pytest.mark.mariadb
@pytest.mark.parametrize(
    ("language", "words"), [("zh-hant", "暫時讀不到資料。"), ("en", "Our data is out of reach for a moment.")]
)
def test_a_problem_is_in_the_readers_language(database, language, words):
    client = api(UserFactory(), raise_request_exception=False)
    client.cookies["pb_lang"] = language
    database.stop()

    problem = client.post("/api/v1/posts/", {"species": "cat"})

    body = problem.json()
    assert problem["Content-Type"] == "application/problem+json"
    assert (body["status"], body["code"], body["detail"]) == (503, "unavailable", words)
    assert body["request_id"] == problem["X-Request-Id"]


@pytest.mark.mariadb
def test_what_was_sent_is_not_half_there(database):
    person = UserFactory()
    client = api(person, raise_request_exception=False)
    database.stop()

    refused = client.post("/api/v1/posts/", {"species": "cat"}).status_code
    database.ensure()
    connection.close()

    assert (refused, Post.objects.filter(giver=person).count()) == (503, 0)
    assert client.post("/api/v1/posts/", {"species": "cat"}).status_code == 201


@pytest.mark.mariadb
def test_a_long_form_is_given_back_with_everything_that_was_typed(database):
    post, page = PostFactory(published=True), browser_of(UserFactory())
    address = f"/pets/{post.uid}/apply/"
    database.stop()

    answer = page.post(
        address, {"step": "p_you1", "q_name": "小怡，住在木柵"}, headers={"Origin": django_settings.PUBLIC_URL}
    )

    text = answer.content.decode()
    assert said(answer)[:2] == (503, "10")
    assert 'value="小怡，住在木柵"' in text
    assert f'action="{address}"' in text
    assert "/accounts/login/" not in text.partition("<h1>")[2]
