"""Whatever arrives, the answer is a 4xx that says why, never a 500: a problem, or a page (S-36)."""

import base64
import functools
import json
import re

import pytest
from django.conf import settings
from django.test import Client

from tests.adoption.scenes import applied, published
from tests.factories.accounts import UserFactory, sign_in
from tests.factories.adoption import SlotFactory
from tests.factories.forms import FormFactory

# On the database of production, which refuses what SQLite swallows: numbers too large, words too long, odd characters.
pytestmark = [pytest.mark.django_db, pytest.mark.mariadb]

LONE = '"\\ud800"'
BODIES = {
    "nothing": b"",
    "no JSON": b"{",
    "not UTF-8": b'{"name": "\xff\xfe"}',
    "UTF-16 under another name": '{"name": "橘子"}'.encode("utf-16"),
    "deep lists": b"[" * 100_000,
    "deep lists, closed": b"[" * 50_000 + b"]" * 50_000,
    "deep objects": b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    "a list": b"[]",
    "a list of lists": b'[["name"]]',
    "a text": b'"name"',
    "a number": b"7",
    "null": b"null",
    "true": b"true",
    "NaN": b'{"name": NaN, "weight": Infinity}',
    "a number of 5,000 digits": b'{"seq": ' + b"9" * 5_000 + b"}",
    "1e999": b'{"weight": 1e999}',
    "NUL": b'{"name": "a\\u0000b", "email": "a\\u0000b@example.com"}',
    "half a character": f'{{"name": {LONE}, {LONE}: 1}}'.encode(),
    "the same key a thousand times": b"{" + b",".join(b'"name": %d' % n for n in range(1_000)) + b"}",
    "ten thousand keys": json.dumps({f"k{n}": n for n in range(10_000)}).encode(),
    "three megabytes": json.dumps({"name": "x" * 3_000_000}).encode(),
}
# Values of a wrong kind for whatever field they meet.
WRONG = [None, True, 1e300, 10**30, -1, "", "x" * 20_000, "\u202e\ufeff", [], {}, [[[]]], {"a": {"b": []}}, ["\n"]]
FIELDS = (
    "email password name language county district phone address facts theme token code refresh registration title"
    " story species visibility conditions traits fee born_on form reason to note kind id words text client_id client"
    " seq changes ops base_rev starts_at ends_at minutes capacity state slot application alternates mood weight read"
    " preferences query cadence answer file alt position is_cover"
).split()


@pytest.fixture(autouse=True)
def _generous(settings):
    settings.LIMITS = {bucket: (1_000_000, seconds) for bucket, (_times, seconds) in settings.LIMITS.items()}


@pytest.fixture
def scene():
    """A giver and her things, so that a body is read and not turned away at a missing address."""
    giver = UserFactory()
    post = published(giver=giver)
    draft = applied(post, state="draft")
    form = FormFactory(owner=giver)
    return {
        "giver": giver,
        "adopter": draft.applicant,
        "ids": {
            "posts": post.uid,
            "slots": SlotFactory(post=post).pk,
            "applications": draft.uid,
            "forms": form.pk,
        },
    }


def browser(person=None):
    client = Client(raise_request_exception=False)
    if person is not None:
        sign_in(client, person)
    return client


@functools.cache
def operations():
    """(method, path) of everything in the API's document that takes a body."""
    answer = Client(HTTP_ACCEPT="application/vnd.oai.openapi+json").get("/api/v1/schema/")
    found = []
    for path, methods in json.loads(answer.content)["paths"].items():
        for method, operation in methods.items():
            if method != "get" and "requestBody" in operation:
                found.append((method, path))
    return found


def address(path, ids):
    kind = path.removeprefix("/api/v1/").partition("/")[0]
    return re.sub(r"\{\w+\}", lambda match: str(ids.get(kind, "00000000-0000-4000-8000-000000000000")), path)


def problems(answers):
    """{what: (status, type)} of the answers that are no clean refusal."""
    return {
        what: (answer.status_code, answer.headers.get("Content-Type"))
        for what, answer in answers.items()
        if answer.status_code >= 500
        or (answer.status_code >= 400 and answer.headers.get("Content-Type") != "application/problem+json")
        or (answer.status_code >= 400 and not is_whole(answer.json()))
    }


def is_whole(problem):
    return bool(problem["code"] and problem["request_id"] and problem["status"] and problem["detail"])


@pytest.mark.parametrize("name", BODIES)
def test_no_body_breaks_an_endpoint(scene, name):
    answers = {}
    for who in ("giver", "adopter"):
        client = browser(scene[who])
        for method, path in operations():
            where = address(path, scene["ids"])
            answers[who, method, where] = client.generic(method.upper(), where, BODIES[name], "application/json")

    assert len(answers) > 40
    assert problems(answers) == {}


@pytest.mark.parametrize("value", WRONG, ids=[repr(value)[:30] for value in WRONG])
def test_no_value_of_a_wrong_kind_breaks_an_endpoint(scene, value):
    answers, body = {}, json.dumps(dict.fromkeys(FIELDS, value))
    for who in ("giver", "adopter"):
        client = browser(scene[who])
        for method, path in operations():
            where = address(path, scene["ids"])
            answers[who, method, where] = client.generic(method.upper(), where, body, "application/json")

    assert problems(answers) == {}


TYPES = {
    "a charset that unpacks": ("application/json; charset=bz2_codec", b"BZh91AY"),
    "a charset that nobody knows": ("application/json; charset=klingon", b"{}"),
    "a charset that is no word": ("application/json; charset=\xff", b"{}"),
    "rot13": ("application/json; charset=rot13", b"{}"),
    "UTF-7": ("application/json; charset=utf-7", b"{}"),
    "no type": ("", b"{}"),
    "half a type": ("application/", b"{}"),
    "ten thousand parameters": ("application/json" + "; a=b" * 10_000, b"{}"),
    "XML": ("application/xml", b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"),
    "multipart without a boundary": ("multipart/form-data", b"--x\r\n"),
    "multipart that ends early": ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name="),
    "multipart with a boundary of 10,000": ("multipart/form-data; boundary=" + "x" * 10_000, b"--x--"),
    "multipart in base64 that is none": (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n" + b"!" * 1_000_001 + b"\r\n--x--\r\n",
    ),
    "multipart in base64 full of spaces": (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n" + b" " * 2_000_000 + base64.b64encode(b"x") + b"\r\n--x--\r\n",
    ),
    "multipart of 2,000 fields": (
        "multipart/form-data; boundary=x",
        b"".join(b'--x\r\nContent-Disposition: form-data; name="f%d"\r\n\r\n1\r\n' % n for n in range(2_000))
        + b"--x--",
    ),
    "multipart of 30 files": (
        "multipart/form-data; boundary=x",
        b"".join(b'--x\r\nContent-Disposition: form-data; name="f"; filename="%d"\r\n\r\n1\r\n' % n for n in range(30))
        + b"--x--",
    ),
    "a form of 10,000 fields": ("application/x-www-form-urlencoded", b"&".join(b"f%d=1" % n for n in range(10_000))),
    "a form with half characters": ("application/x-www-form-urlencoded", b"name=%ED%A0%80&text=%00&text=%FF"),
    "a form of three megabytes": ("application/x-www-form-urlencoded", b"name=" + b"x" * 3_000_000),
}


@pytest.mark.parametrize("name", TYPES)
def test_no_type_of_body_breaks_an_endpoint(scene, name):
    content_type, body = TYPES[name]
    client, answers = browser(scene["giver"]), {}
    for method, path in operations():
        where = address(path, scene["ids"])
        answers[method, where] = client.generic(method.upper(), where, body, content_type)

    assert problems(answers) == {}


PAGES = (
    "/accounts/login/ /accounts/register/ /accounts/password/reset/ /me/settings/ /pets/new/ /pets/{posts}/edit/"
    " /pets/{posts}/apply/ /pets/{posts}/report/ /me/applications/{applications}/ /forms/ /i18n/setlang/"
).split()


@pytest.mark.parametrize("name", TYPES)
def test_no_type_of_body_breaks_a_page(scene, name):
    content_type, body = TYPES[name]
    answers = {}
    for who in (None, "giver"):
        client = browser(who and scene[who])
        for page in PAGES:
            where = page.format(**scene["ids"])
            answers[who, where] = client.generic("POST", where, body, content_type)

    assert {what: answer.status_code for what, answer in answers.items() if answer.status_code >= 500} == {}
    pages = [answer for answer in answers.values() if answer.status_code >= 400]
    assert {answer.headers["Content-Type"] for answer in pages} <= {"text/html; charset=utf-8"}


QUERIES = {
    "NUL": "%00",
    "half a character": "%ED%A0%80",
    "not UTF-8": "%FF%FE",
    "long": "x" * 2_000,
    "a huge number": "9" * 400,
    "a negative number": "-1",
    "no number": "²",
    "a list": "1&species=2&species=3",
    "a pattern": "(a%2B)%2B%24",
    "SQL": "%27%20OR%201%3D1--",
    "a cursor of nobody": "cD0lMDA%3D",
    "a cursor that is none": "!!!!",
}
PARAMETERS = (
    "q species county district cursor page page_size limit offset ordering order sort source age sex size view column"
    " application next format state kind id post from to year month day week"
).split()
LISTS = (
    "/ /pets/ /shelters/ /pets/{posts}/ /me/ /me/posts/ /me/posts/{posts}/applications/ /me/likes/ /me/applications/"
    " /me/visits/ /me/messages/ /me/notifications/ /me/settings/ /forms/ /forms/{forms}/edit/ /forms/{forms}/results/"
    " /accounts/login/ /stories/ /api/v1/posts/ /api/v1/posts/facets/ /api/v1/applications/ /api/v1/forms/"
    " /api/v1/notifications/ /api/v1/follow-ups/ /api/v1/posts/{posts}/slots/ /api/v1/forms/{forms}/results/"
    " /api/v1/forms/{forms}/summary/ /api/v1/forms/{forms}/export/ /api/v1/me/calendar.ics"
    " /api/v1/posts/{posts}/invitations/"
).split()


@pytest.mark.parametrize("name", QUERIES)
def test_no_parameter_breaks_a_list(scene, name):
    answers, query = {}, "&".join(f"{parameter}={QUERIES[name]}" for parameter in PARAMETERS)
    for who in (None, "giver"):
        client = browser(who and scene[who])
        for page in LISTS:
            where = page.format(**scene["ids"])
            answers[who, where] = client.get(f"{where}?{query}")

    assert {what: answer.status_code for what, answer in answers.items() if answer.status_code >= 500} == {}


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "a b"},
        {"Host": "[::1"},
        {"Host": "testserver:99999999"},
        {"Cookie": "pb_access=\x00; pb_refresh=é; csrftoken=;;;=; =x"},
        {"Cookie": f"{settings.ACCESS_COOKIE}=a.b.c; {settings.REFRESH_COOKIE}={'x' * 5000}"},
        {"Cookie": "pb_lang=../../etc; pb_theme=%00; pb_pending=x:y:z; messages=x"},
        {"Cookie": "a=b;" * 3_000},
        {"Accept": "*/*;q=x," * 2_000},
        {"Accept": "application/" + "x" * 5_000},
        {"Accept-Language": "zh-" + "x" * 5_000},
        {"Authorization": "Bearer " + "x" * 20_000},
        {"Authorization": "Bearer é"},
        {"Authorization": "\x00"},
        {"X-Request-Id": "a\r\nb"},
        {"X-Request-Id": "x" * 9_000},
        {"X-Forwarded-For": "x," * 5_000},
        {"X-Forwarded-Host": "evil.example"},
        {"If-None-Match": '"' * 5_000},
        {"If-Modified-Since": "tomorrow" * 500},
        {"Range": "bytes=99999999999-1"},
        {"User-Agent": "\udcff" * 300},
        {"Idempotency-Key": "\x00" * 300},
        {"Content-Length": "-1"},
        {"Content-Length": "x"},
        {"Origin": "null"},
        {"Referer": "http://[" * 90},
    ],
    ids=lambda headers: str(headers)[:50] if isinstance(headers, dict) else None,
)
def test_no_header_breaks_a_page(headers):
    paths = ("/", "/pets/", "/api/v1/posts/", "/api/v1/me/", "/me/", "/nothing/")

    answers = {path: browser().get(path, headers=headers) for path in paths}

    assert {path: answer.status_code for path, answer in answers.items() if answer.status_code >= 500} == {}
    assert not any(b"evil.example" in answer.content for answer in answers.values())


def test_a_foreign_host_is_refused_over_the_api_as_a_problem_and_on_the_site_as_a_page():
    api, page = (browser().get(path, headers={"Host": "evil.example"}) for path in ("/api/v1/posts/", "/me/"))

    assert (api.status_code, api["Content-Type"]) == (400, "application/problem+json")
    assert (page.status_code, page["Content-Type"]) == (400, "text/html; charset=utf-8")
    assert is_whole(api.json())


@pytest.mark.parametrize(
    "path",
    [
        "/pets/%00/",
        "/pets/%ED%A0%80/",
        f"/pets/{'x' * 9_000}/",
        "/api/v1/posts/%00/",
        "/api/v1/posts/%FF/",
        "/%",
        f"/forms/{'9' * 400}/edit/",
        f"/api/v1/forms/{'9' * 30}/draft/",
        "/media/../../etc/passwd",
        "/static/%2e%2e/x",
    ],
    ids=lambda path: path[:30],
)
def test_no_address_breaks_the_site(path):
    answers = [browser(person).get(path) for person in (None, UserFactory())]

    assert [answer.status_code for answer in answers if answer.status_code not in (302, 400, 401, 404)] == []
