"""The API of accounts: who may call what, that both ways of being known stay apart, and that nothing is given away."""

import pytest
from django.conf import settings
from django.test import Client
from rest_framework.test import APIClient

from accounts.models import Block, Session, User
from accounts.selectors.users import pending_verification
from accounts.services import one_time, sessions
from notifications.models import Mail
from tests.factories.accounts import PASSWORD, UserFactory, api, sign_in

pytestmark = pytest.mark.django_db

BASE = "/api/v1/"
SOMEBODY = "00000000-0000-4000-8000-000000000000"
# (method, address, anonymous, signed in)
TABLE = [
    ("get", "session/", 200, 200),
    ("post", "auth/register/", 400, 400),
    ("post", "auth/verify-email/", 400, 400),
    ("post", "auth/token/", 400, 400),
    ("post", "auth/token/refresh/", 400, 400),
    ("post", "auth/password/reset/", 400, 400),
    ("post", "auth/password/reset/confirm/", 400, 400),
    ("post", "auth/logout/", 401, 204),
    ("get", "me/", 401, 200),
    ("patch", "me/", 401, 200),
    ("get", "me/sessions/", 401, 200),
    ("delete", "me/sessions/", 401, 204),
    ("delete", f"me/sessions/{SOMEBODY}/", 401, 404),
    ("put", f"blocks/{SOMEBODY}/", 401, 404),
    ("delete", f"blocks/{SOMEBODY}/", 401, 404),
]


@pytest.mark.parametrize(("method", "address", "anonymous", "member"), TABLE, ids=[f"{m} {a}" for m, a, *_ in TABLE])
def test_who_may_call_what(method, address, anonymous, member):
    stranger, known = api(), api(UserFactory())

    answers = [getattr(client, method)(BASE + address).status_code for client in (stranger, known)]

    assert answers == [anonymous, member]


def test_register_confirm_sign_in_refresh_sign_out():
    client = api()
    new = {"email": "Yi@example.com", "password": PASSWORD, "name": "怡君", "language": "en"}

    registered = client.post(f"{BASE}auth/register/", new)
    assert registered.status_code == 202
    token = pending_verification(Mail.objects.get().recipient)
    proof = {"registration": registered.json()["registration"], "code": one_time.code_of(token)}
    assert client.post(f"{BASE}auth/verify-email/", proof).status_code == 200
    pair = client.post(f"{BASE}auth/token/", {"email": "yi@example.com", "password": PASSWORD})
    assert pair.cookies == {}
    fresh = client.post(f"{BASE}auth/token/refresh/", {"refresh": pair.json()["refresh"]}).json()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {fresh['access']}")
    me = client.get(f"{BASE}me/").json()
    assert (me["email"], me["roles"], me["is_verified"]) == ("yi@example.com", ["adopter"], True)
    assert client.post(f"{BASE}auth/logout/").status_code == 204
    assert client.get(f"{BASE}me/").status_code == 401
    assert client.post(f"{BASE}auth/token/refresh/", {"refresh": fresh["refresh"]}).status_code == 401


def registered(email, **changes):
    """What the API answers to a registration; its client's own word."""
    new = {"email": email, "password": PASSWORD, "name": "x"} | changes
    return api().post(f"{BASE}auth/register/", new, headers={"X-Request-Id": "same-request"})


def test_known_and_unknown_addresses_get_the_same_answer_to_a_reset():
    UserFactory(email="known@example.com")

    known, unknown = (
        api().post(f"{BASE}auth/password/reset/", {"email": email}, headers={"X-Request-Id": "same-request"})
        for email in ("known@example.com", "nobody@example.com")
    )

    assert (known.status_code, known.content, dict(known.headers)) == (
        unknown.status_code,
        unknown.content,
        dict(unknown.headers),
    )


def test_known_and_unknown_addresses_register_alike_to_the_last_letter_but_the_signed_one():
    UserFactory(email="known@example.com")

    answers = [registered(email) for email in ("known@example.com", "newer@example.com")]

    words = [answer.json()["registration"] for answer in answers]
    assert [answer.status_code for answer in answers] == [202, 202]
    assert len(words[0]) == len(words[1])
    assert [sorted(answer.json()) for answer in answers] == [["detail", "registration"]] * 2
    assert answers[0].headers == answers[1].headers


def test_a_wrong_code_fails_alike_for_a_known_address_and_a_new_one():
    UserFactory(email="known@example.com")
    words = [registered(email).json()["registration"] for email in ("known@example.com", "newer@example.com")]

    answers = [
        api().post(
            f"{BASE}auth/verify-email/",
            {"registration": word, "code": "nonsense"},
            headers={"X-Request-Id": "same-request"},
        )
        for word in [*words, "forged", ""]
    ]

    assert [answer.status_code for answer in answers] == [400] * 4
    assert answers[0].content == answers[1].content == answers[2].content


def test_a_stranger_s_registration_is_not_confirmed_by_the_owner_of_the_mailbox():
    """The attack: register another's address with one's own password, and wait until she confirms what came."""
    attackers = registered("victim@example.com", password="attackers-horse-1").json()["registration"]
    first = pending_verification(User.objects.get())
    registered("victim@example.com")
    hers = pending_verification(User.objects.get())

    answers = [
        api().post(f"{BASE}auth/verify-email/", body).status_code
        for body in (
            {"registration": attackers, "code": one_time.code_of(first)},
            {"registration": attackers, "code": one_time.code_of(hers)},
            {"token": one_time.link_secret(hers), "password": "attackers-horse-1"},
            {"email": "victim@example.com", "code": one_time.code_of(hers)},
        )
    ]

    assert answers == [400, 400, 400, 400]
    assert not User.objects.get().is_verified


def test_the_mailed_link_with_the_own_password_confirms_from_any_client():
    registered("yi@example.com")
    token = pending_verification(User.objects.get())

    answer = api().post(f"{BASE}auth/verify-email/", {"token": one_time.link_secret(token), "password": PASSWORD})

    assert (answer.status_code, User.objects.get().is_verified) == (200, True)


def test_guessing_the_password_of_a_mailed_link_is_limited_like_signing_in():
    registered("yi@example.com")
    body = {"token": one_time.link_secret(pending_verification(User.objects.get())), "password": "wrong"}

    answers = [api().post(f"{BASE}auth/verify-email/", body).status_code for _ in range(7)]

    assert answers == [400] * 5 + [429] * 2


def test_known_and_unknown_addresses_fail_to_sign_in_alike():
    UserFactory(email="known@example.com")

    known, unknown, disabled = (
        api().post(
            f"{BASE}auth/token/", {"email": email, "password": "wrong"}, headers={"X-Request-Id": "same-request"}
        )
        for email in ("known@example.com", "nobody@example.com", UserFactory(disabled=True).email)
    )

    assert known.status_code == 401
    assert known.content == unknown.content == disabled.content


def test_too_many_failures_say_when_to_come_back():
    for _ in range(5):
        api().post(f"{BASE}auth/token/", {"email": "a@example.com", "password": "wrong"})

    answer = api().post(f"{BASE}auth/token/", {"email": "a@example.com", "password": "wrong"})

    assert answer.status_code == 429
    assert 240 < int(answer["Retry-After"]) <= 300
    assert answer.json()["detail"] == "試太多次了，5 分鐘後再來"


def test_a_disabled_or_deleted_person_is_unknown():
    disabled, deleted = UserFactory(), UserFactory()
    clients = [api(disabled), api(deleted)]
    type(disabled).objects.filter(pk=disabled.pk).update(is_active=False)
    deleted.delete()

    answers = [client.get(f"{BASE}me/") for client in clients]

    assert [answer.status_code for answer in answers] == [401, 401]
    assert answers[0]["WWW-Authenticate"] == "Bearer"
    assert answers[0]["Content-Type"] == "application/problem+json"


# -- Cookies and Bearer --------------------------------------------------------------------------------------------
def cookie_client(user):
    client = APIClient(enforce_csrf_checks=True)
    return client, sign_in(client, user)


def test_a_cookie_without_the_csrf_token_changes_nothing():
    user = UserFactory(name="before")
    client, _pair = cookie_client(user)

    answer = client.patch(f"{BASE}me/", {"name": "after"})

    user.refresh_from_db()
    assert (answer.status_code, user.name) == (403, "before")


def test_a_cookie_with_the_csrf_token_changes():
    user = UserFactory(name="before")
    client, _pair = cookie_client(user)
    csrf = client.get(f"{BASE}session/").json()["csrf"]

    answer = client.patch(f"{BASE}me/", {"name": "after"}, headers={"X-CSRFToken": csrf})

    user.refresh_from_db()
    assert (answer.status_code, user.name) == (200, "after")


def test_a_bearer_header_needs_no_csrf_token():
    client = api(UserFactory(), enforce_csrf_checks=True)

    answer = client.patch(f"{BASE}me/", {"name": "after"})

    assert answer.status_code == 200


@pytest.mark.parametrize("header", ["Bearer nonsense", "Basic eDp5", "Bearer", "Bearer é"])
def test_a_bad_header_never_falls_back_to_the_cookie(header):
    client, _pair = cookie_client(UserFactory())

    answer = client.get(f"{BASE}me/", HTTP_AUTHORIZATION=header)

    assert answer.status_code == 401


def test_a_refresh_token_is_no_access_token():
    pair = sessions.start(user=UserFactory())

    answer = api().get(f"{BASE}me/", HTTP_AUTHORIZATION=f"Bearer {pair.refresh}")

    assert answer.status_code == 401


def test_an_access_token_refreshes_nothing():
    pair = sessions.start(user=UserFactory())

    answer = api().post(f"{BASE}auth/token/refresh/", {"refresh": pair.access})

    assert answer.status_code == 401


# -- Who am I ------------------------------------------------------------------------------------------------------
def test_a_visitor_is_nobody_and_gets_the_csrf_cookie():
    answer = Client().get(f"{BASE}session/")

    assert answer.json() == {"user": None, "unread": 0, "likes": [], "csrf": answer.json()["csrf"]}
    assert settings.CSRF_COOKIE_NAME in answer.cookies
    assert answer["Cache-Control"] == "private, no-store"


def test_a_dead_token_is_a_visitor():
    answer = api().get(f"{BASE}session/", HTTP_AUTHORIZATION="Bearer nonsense")

    assert (answer.status_code, answer.json()["user"]) == (200, None)


def test_a_member_is_named():
    user = UserFactory(name="怡君", language="en")

    answer = api(user).get(f"{BASE}session/").json()

    assert answer["user"] == {
        "uid": str(user.uid),
        "name": "怡君",
        "initial": "怡",
        "is_verified": True,
        "roles": ["adopter"],
        "language": "en",
        "theme": "system",
    }


# -- My account ----------------------------------------------------------------------------------------------------
def test_a_phone_is_kept_in_one_spelling_and_encrypted():
    user = UserFactory()

    answer = api(user).patch(f"{BASE}me/", {"phone": "+886 912-345-678"})

    assert answer.json()["phone"] == "0912345678"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("petbuddy.fields.EncryptedTextField.from_db_value", lambda self, value, *args: value)
        user.profile.refresh_from_db()
    assert user.profile.phone.startswith("gAAAA")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"phone": "091234567"}, "phone"),
        ({"county": "atlantis"}, "county"),
        ({"county": "tpe", "district": "khh-800"}, "district"),
        ({"name": " "}, "name"),
        ({"language": "tlh"}, "language"),
        ({"facts": {"k": "x" * 9000}}, "facts"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(changes, field):
    answer = api(UserFactory()).patch(f"{BASE}me/", changes)

    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])


def test_what_is_not_mine_to_change_is_ignored():
    user = UserFactory(email="me@example.com")
    changes = {"email": "x@example.com", "is_staff": True, "is_superuser": True, "roles": ["operator"], "uid": SOMEBODY}

    answer = api(user).patch(f"{BASE}me/", {**changes, "theme": "dark"})

    user.refresh_from_db()
    assert (answer.status_code, user.email, user.is_staff, user.is_superuser) == (200, "me@example.com", False, False)


def test_my_devices_are_listed_and_anothers_cannot_be_ended():
    mine, theirs = UserFactory(), UserFactory()
    client, foreign = api(mine), sessions.start(user=theirs).session

    listed = client.get(f"{BASE}me/sessions/").json()
    answer = client.delete(f"{BASE}me/sessions/{foreign.uid}/")

    assert [device["is_current"] for device in listed] == [True]
    assert answer.status_code == 404
    assert Session.objects.get(pk=foreign.pk).ended_at is None


def test_blocking_is_idempotent_and_can_be_taken_back():
    me, other = UserFactory(), UserFactory()
    client = api(me)

    answers = [client.put(f"{BASE}blocks/{other.uid}/").status_code for _ in range(2)]

    assert answers == [204, 204]
    assert list(Block.objects.values_list("blocker", "blocked")) == [(me.pk, other.pk)]
    client.delete(f"{BASE}blocks/{other.uid}/")
    assert Block.objects.count() == 0


@pytest.mark.parametrize("number", ["1e999", "-1e999", "NaN", "Infinity"])
def test_a_number_that_json_does_not_have_is_refused(number):
    body = f'{{"facts": {{"pets.count": {number}}}}}'

    answer = api(UserFactory()).generic("PATCH", f"{BASE}me/", body, content_type="application/json")

    assert answer.status_code == 400
