"""How often something may be done: by one person, from one address, wherever she does it and whatever she sends."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, RequestFactory

from accounts import context
from accounts.models import AuditEntry
from accounts.services import limits
from petbuddy.errors import TooMany
from tests.adoption.scenes import applied, published
from tests.factories.accounts import PASSWORD, UserFactory, api, sign_in
from tests.factories.adoption import LikeFactory, SlotFactory
from tests.petbuddy.pictures import photo

pytestmark = pytest.mark.django_db


@limits.limited("report")
def act(*, by):
    return by


def enter(request):
    request.id = "of-a-test"
    context.enter(request)


def come_from(address):
    enter(RequestFactory().get("/", REMOTE_ADDR=address))


@pytest.fixture
def few(settings):
    """`few(report_by=2)`: so many in an hour instead of the usual number."""

    def allow(**times):
        settings.LIMITS = django_settings.LIMITS | {bucket: (count, 3600) for bucket, count in times.items()}

    yield allow
    context.leave()


def outcome(person):
    try:
        act(by=person)
    except TooMany:
        return "too many"
    return "done"


def test_a_person_is_counted_at_whatever_address_she_is(few):
    few(report_by=2)
    person, outcomes = UserFactory(), []

    for number in range(3):
        come_from(f"203.0.113.{number}")
        outcomes.append(outcome(person))

    assert outcomes == ["done", "done", "too many"]


def test_an_address_is_counted_whoever_comes_from_it(few):
    few(report_from=2)
    come_from("203.0.113.9")

    outcomes = [outcome(UserFactory()) for _ in range(3)]

    assert outcomes == ["done", "done", "too many"]


def test_a_worker_and_a_command_are_not_counted(few):
    few(report_by=1, report_from=1)
    context.leave()
    person = UserFactory()

    assert [outcome(person) for _ in range(3)] == ["done"] * 3


def test_what_one_limit_refuses_the_other_does_not_count(few):
    few(report_by=1, report_from=3)
    come_from("203.0.113.9")
    busy = UserFactory()

    refused = [outcome(busy) for _ in range(9)]
    others = [outcome(UserFactory()) for _ in range(3)]

    assert refused.count("done") == 1
    assert others == ["done", "done", "too many"]


@pytest.mark.parametrize(
    ("proxies", "passed"),
    [(0, ["done", "too many", "too many"]), (1, ["done", "too many", "too many"])],
    ids=["nobody before us", "one proxy of ours"],
)
def test_a_forged_forwarded_address_opens_no_new_account_of_tries(few, settings, proxies, passed):
    """What the client writes stands further left; the last entry is our proxy's, and the only one that counts."""
    few(report_from=1)
    settings.REST_FRAMEWORK = django_settings.REST_FRAMEWORK | {"NUM_PROXIES": proxies}
    outcomes = []

    for forged in ("10.0.0.1", "10.0.0.2", "10.0.0.3, 10.0.0.4"):
        headers = {"REMOTE_ADDR": "192.0.2.1", "HTTP_X_FORWARDED_FOR": f"{forged}, 203.0.113.9"}
        enter(RequestFactory().get("/", **headers))
        outcomes.append(outcome(UserFactory()))

    assert outcomes == passed


def test_behind_a_proxy_two_readers_are_two(few, settings):
    few(report_from=1)
    settings.REST_FRAMEWORK = django_settings.REST_FRAMEWORK | {"NUM_PROXIES": 1}
    outcomes = []

    for real in ("203.0.113.9", "203.0.113.10"):
        enter(RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=real))
        outcomes.append(outcome(UserFactory()))

    assert outcomes == ["done", "done"]


# -- Over the API ------------------------------------------------------------------------------------------------------
def liking(person):
    return "put", f"posts/{published().uid}/like/", None


def posting(person):
    return "post", "posts/", {"species": "cat"}


def starting_a_form(person):
    return "post", "forms/", {"title": "x"}


def applying(person):
    return "post", f"posts/{LikeFactory(adopter=person).post.uid}/applications/", None


def booking(person):
    return "post", f"slots/{SlotFactory(post=applied(published(), applicant=person).post).pk}/bookings/", None


def writing(person):
    application = applied(published(), applicant=person)
    return "post", f"applications/{application.uid}/messages/", {"text": "你好", "client_id": str(uuid.uuid4())}


def reporting(person):
    return "post", "reports/", {"kind": "post", "id": published().uid, "reason": "other"}


def inviting(person):
    post = published(giver=person, visibility="private")
    return "post", f"posts/{post.uid}/invitations/", {"email": "friend@example.com"}


ACTS = {
    "like": liking,
    "post": posting,
    "apply": applying,
    "book": booking,
    "message": writing,
    "report": reporting,
    "mails": inviting,
    "api": liking,
}


@pytest.mark.parametrize("kind", ["by", "from"])
@pytest.mark.parametrize("name", ACTS)
def test_whoever_does_it_too_often_is_told_when_to_come_back(few, name, kind):
    few(**{f"{name}_{kind}": 1})
    person = UserFactory()
    client = api(person)
    method, address, body = ACTS[name](person)
    other = person if kind == "by" else UserFactory()

    first = getattr(client, method)(f"/api/v1/{address}", body)
    method, address, body = ACTS[name](other)
    second = getattr(api(other), method)(f"/api/v1/{address}", body)

    assert first.status_code in (200, 201)
    assert (second.status_code, second["Content-Type"]) == (429, "application/problem+json")
    assert 3500 < int(second["Retry-After"]) <= 3600
    assert (second.json()["code"], second.json()["request_id"]) == ("too_many", second["X-Request-Id"])


def upload():
    return SimpleUploadedFile("a.jpg", photo())


def test_photos_too_are_counted(few):
    few(upload_by=1)
    post = published()
    client = api(post.giver)

    answers = [
        client.post(
            f"/api/v1/posts/{post.uid}/photos/", {"file": SimpleUploadedFile("a.jpg", photo())}, format="multipart"
        ).status_code
        for _ in range(2)
    ]

    assert answers == [201, 429]


def test_reading_is_not_counted(few):
    few(api_by=1, api_from=1)
    client = api(UserFactory())

    assert [client.get("/api/v1/applications/").status_code for _ in range(3)] == [200] * 3


# -- On pages ----------------------------------------------------------------------------------------------------------
def test_a_page_keeps_what_was_typed_and_says_when_to_come_back(few):
    few(report_by=1)
    post, client = published(), Client()
    sign_in(client, UserFactory())
    address = f"/pets/{post.uid}/report/"
    client.post(address, {"reason": "false", "words": "第一次"})

    answer = client.post(address, {"reason": "money", "words": "要我先付訂金"})

    page = answer.content.decode()
    assert answer.status_code == 429
    assert 3500 < int(answer["Retry-After"]) <= 3600
    assert "要我先付訂金" in page
    assert "試太多次了，60 分鐘後再來" in page


def test_the_next_request_of_the_same_thread_knows_nothing_of_it(few):
    few(report_by=1)
    client, post = Client(), published()
    sign_in(client, UserFactory())
    for _ in range(2):
        client.post(f"/pets/{post.uid}/report/", {"reason": "false"})

    assert client.get("/pets/").status_code == 200


# -- Signing in, on every door at once ---------------------------------------------------------------------------------
def doors():
    """The site's page, the API, and the admin's way in, which is the site's page with another way on."""
    yield lambda client, given: client.post("/accounts/login/", given)
    yield lambda client, given: client.post("/api/v1/auth/token/", given, content_type="application/json")
    yield lambda client, given: client.post("/accounts/login/?next=/admin/", given)


@pytest.mark.mariadb
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("redis", ["there", "away"])
def test_sixty_wrong_passwords_through_three_doors_are_looked_at_five_times(redis, redis_server):
    user = UserFactory(staff=True)
    if redis == "away":
        redis_server.stop()
    barrier, ways = threading.Barrier(60), list(doors())

    def one(number):
        client = Client(REMOTE_ADDR=f"203.0.113.{number}")
        barrier.wait()
        try:
            return ways[number % 3](client, {"email": user.email, "password": "wrong"}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(60) as pool:
        statuses = list(pool.map(one, range(60)))

    assert statuses.count(429) == 55
    assert AuditEntry.objects.filter(action="login.failed").count() == 5
    right = Client().post("/accounts/login/", {"email": user.email, "password": PASSWORD})
    assert right.status_code == 429


def test_an_answered_request_leaves_nothing_of_where_it_came_from():
    Client(REMOTE_ADDR="203.0.113.9").get("/accounts/login/")

    assert context.origin() == context.Origin()
