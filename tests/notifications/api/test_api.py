import base64

import pytest

from notifications.selectors import notices as selectors
from notifications.services import notices
from tests.factories.accounts import UserFactory, api


@pytest.fixture
def person(db):
    person = UserFactory(name="Yi-Chun")
    for key in ("a", "b", "c"):
        notices.notify(kind="test_news", recipients=[person], ref=person, event_key=key)
    return person


ROUTES = [
    ("get", "notifications/", None),
    ("post", "notifications/read/", {}),
    ("get", "notifications/preferences/", None),
    ("put", "notifications/preferences/", {"preferences": []}),
]


@pytest.mark.parametrize(("method", "path", "body"), ROUTES)
def test_who_may(db, method, path, body):
    answers = [getattr(api(user), method)(f"/api/v1/{path}", body).status_code for user in (None, UserFactory())]

    assert answers == [401, 200]


def test_newest_first_in_pages(person):
    first = api(person).get("/api/v1/notifications/?page_size=2").json()
    second = api(person).get(first["next"]).json()

    ids = [notice["id"] for notice in first["results"] + second["results"]]
    assert ids == sorted(ids, reverse=True)
    assert (len(ids), second["next"]) == (3, None)
    assert first["results"][0] | {"id": 0, "created_at": ""} == {
        "id": 0,
        "kind": "test_news",
        "title": "News of Yi-Chun",
        "body": "",
        "url": "/me/notifications/preferences/?news",
        "icon": "bell",
        "thumb": "",
        "created_at": "",
        "is_read": False,
    }


def test_the_list_costs_the_same_for_one_and_for_three(person, django_assert_num_queries):
    client = api(person)
    client.get("/api/v1/notifications/?page_size=1")

    for size in (1, 3):
        with django_assert_num_queries(4):
            client.get(f"/api/v1/notifications/?page_size={size}")


def test_reading_some_and_all(person):
    client = api(person)
    newest = client.get("/api/v1/notifications/").json()["results"][0]["id"]

    some = client.post("/api/v1/notifications/read/", {"ids": [newest]}).json()
    rest = client.post("/api/v1/notifications/read/", {}).json()

    assert (some, rest) == ({"unread": 2}, {"unread": 0})


def test_preferences_are_kept_and_nonsense_is_refused(person):
    client, path = api(person), "/api/v1/notifications/preferences/"
    wish = {"preferences": [{"kind": "test_news", "channels": {"page": False, "mail": None}}]}

    kept = client.put(path, wish).json()["preferences"]
    refused = [
        client.put(path, {"preferences": [{"kind": kind, "channels": {"page": True}}]}).status_code
        for kind in ("test_code", "no_such_kind")
    ]

    line = next(line for line in kept if line["kind"] == "test_news")
    assert line["channels"] == {"page": False, "mail": True, "digest": False}
    assert refused == [400, 400]
    assert selectors.unread_count(person) == 0


@pytest.mark.parametrize("number", [2**63, 10**30])
def test_a_number_beyond_every_notification_is_refused(person, number):
    answer = api(person).post("/api/v1/notifications/read/", {"ids": [number]})

    assert (answer.status_code, selectors.unread_count(person)) == (400, 3)


@pytest.mark.parametrize("place", ["p=abc", "p=", "p=1e5", "r=1&p=%00", "o=x&p=x"])
def test_a_cursor_that_is_none_of_ours_is_refused(person, place):
    cursor = base64.b64encode(place.encode()).decode()

    answer = api(person).get("/api/v1/notifications/", {"cursor": cursor})

    assert answer.status_code in (200, 400)
