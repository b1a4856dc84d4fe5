"""Links to a private post over the API, and what the list of invitations says."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from adoption.models import Invitation, InvitationLink
from adoption.services import invitation_links, invitations
from tests.factories.accounts import UserFactory, api
from tests.factories.adoption import PostFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    return PostFactory(published=True, private=True)


def path_of(post, what="invitation-links"):
    return f"/api/v1/posts/{post.uid}/{what}/"


def test_made_used_and_ended(client, post, settings):
    settings.PUBLIC_URL = "https://petbuddy.example"
    giver, guest = api(post.giver), UserFactory()

    made = giver.post(path_of(post), {"days": 1, "uses": 5}, format="json")
    token = made.json()["url"].removeprefix("https://petbuddy.example/invitations/").partition("/")[0]
    invitations.accept(token=token, by=guest)
    listed = giver.get(path_of(post)).json()
    ended = giver.delete(f"{path_of(post)}?id={made.json()['id']}")

    assert (made.status_code, ended.status_code, giver.get(path_of(post)).json()) == (201, 204, [])
    assert [(row["used_count"], row["max_uses"]) for row in listed] == [(1, 5)]


@pytest.mark.parametrize("body", [{"days": 2}, {"uses": 2}, {"days": "x"}, {"uses": 10**9}])
def test_nonsense_is_refused(post, body):
    answer = api(post.giver).post(path_of(post), body, format="json")

    assert (answer.status_code, InvitationLink.objects.count()) == (400, 0)


@pytest.mark.parametrize("method", ["get", "post", "delete"])
def test_who_may(post, method):
    public, guest = PostFactory(published=True), UserFactory()
    invitations.accept(token=invitation_links.token_of(link_of(post)), by=guest)

    answers = [
        getattr(api(None), method)(path_of(post)).status_code,
        getattr(api(UserFactory()), method)(path_of(post)).status_code,
        getattr(api(guest), method)(path_of(post)).status_code,
        getattr(api(UserFactory()), method)(path_of(public)).status_code,
    ]

    assert answers == [401, 404, 403, 403]


def link_of(post):
    return invitation_links.make(post=post, by=post.giver, days=7, uses=5)


def test_the_list_of_invitations_says_how_each_stands(post):
    guest = UserFactory()
    invitations.invite(post=post, by=post.giver, email="old@example.com")
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        taken = invitations.invite(post=post, by=post.giver, email="taken@example.com")
        invitations.revoke(invitation=taken, by=post.giver)
        invitations.invite(post=post, by=post.giver, email="new@example.com")
        invitations.accept(token=invitation_links.token_of(link_of(post)), by=guest)

        rows = api(post.giver).get(path_of(post, "invitations")).json()

    assert {(row["email"], row["name"], row["state"]) for row in rows} == {
        ("old@example.com", "", "expired"),
        ("taken@example.com", "", "revoked"),
        ("new@example.com", "", "waiting"),
        (None, guest.name, "accepted"),
    }


@pytest.mark.parametrize("what", ["invitations", "invitation-links"])
def test_lists_cost_the_same_for_one_and_for_three(post, what):
    client, counts = api(post.giver), []

    for number in (1, 2):
        for _ in range(number):
            invitations.accept(token=invitation_links.token_of(link_of(post)), by=UserFactory())
        with CaptureQueriesContext(connection) as queries:
            client.get(path_of(post, what))
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert Invitation.objects.count() == 3
