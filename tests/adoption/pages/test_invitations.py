"""The page of who may see a private post: mail, link, states; and coming in."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from adoption.models import Invitation, InvitationLink
from adoption.permissions import posts_visible_to
from adoption.services import invitation_links, invitations
from tests.factories.accounts import UserFactory, sign_in
from tests.factories.adoption import PostFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(client):
    made = PostFactory(published=True, private=True)
    sign_in(client, made.giver)
    return made


def page_of(post):
    return f"/me/posts/{post.uid}/invitations/"


def test_a_link_is_made_passed_on_used_and_ended(client, post):
    guest, late = UserFactory(), UserFactory()

    client.post(f"{page_of(post)}links/", {"days": "7", "uses": "5"})
    shown = client.get(page_of(post)).context["links"][0]
    path = "/" + shown.url.split("/", 3)[3]
    sign_in(client, guest)
    opened = client.get(path)
    before = list(posts_visible_to(guest))
    client.post(path)
    sign_in(client, post.giver)
    rows = [(row.name, row.state) for row in client.get(page_of(post)).context["invitations"]]
    client.post(f"{page_of(post)}links/{shown.link.pk}/end/")
    sign_in(client, late)

    assert (opened.status_code, before, list(posts_visible_to(guest))) == (200, [], [post])
    assert rows == [(guest.name, "accepted")]
    assert client.post(path).status_code == 410


def test_a_wrong_choice_is_said_on_the_page(client, post):
    answer = client.post(f"{page_of(post)}links/", {"days": "2", "uses": "5"}, follow=True)

    assert [str(message) for message in answer.context["messages"]] == ["請選擇連結的有效期限和可加入人數。"]
    assert InvitationLink.objects.count() == 0


def test_who_is_in_stands_first_and_who_was_sent_out_last(client, post):
    guest = UserFactory()
    sent_out = invitations.invite(post=post, by=post.giver, email="out@example.com")
    invitations.revoke(invitation=sent_out, by=post.giver)
    invitations.invite(post=post, by=post.giver, email="new@example.com")
    invitations.accept(
        token=invitations.token_of(invitations.invite(post=post, by=post.giver, email=guest.email)), by=guest
    )

    rows = client.get(page_of(post)).context["invitations"]

    assert [(row.name, row.detail, row.state, row.can_end) for row in rows] == [
        (guest.name, guest.email, "accepted", True),
        ("new@example.com", "", "waiting", True),
        ("out@example.com", "", "revoked", False),
    ]


def test_the_address_of_whoever_came_by_a_link_is_not_shown(client, post):
    guest = UserFactory(email="secret@example.com")
    link = invitation_links.make(post=post, by=post.giver, days=7, uses=5)
    invitations.accept(token=invitation_links.token_of(link), by=guest)

    page = client.get(page_of(post)).content.decode()

    assert (guest.name in page, "secret@example.com" in page) == (True, False)


@pytest.mark.parametrize("path", ["", "links/", "links/1/end/"])
def test_others_have_no_such_page(client, post, path):
    sign_in(client, UserFactory())

    assert client.post(f"{page_of(post)}{path}", {"email": "x@example.com"}).status_code == 404
    assert Invitation.objects.count() == 0


def test_a_link_of_another_post_is_not_ended_here(client, post):
    other = PostFactory(published=True, giver=post.giver)
    link = invitation_links.make(post=other, by=post.giver, days=7, uses=5)

    assert client.post(f"{page_of(post)}links/{link.pk}/end/").status_code == 404


def test_the_page_costs_the_same_for_one_and_for_three(client, post):
    counts = []

    for number in (1, 2):
        for _ in range(number):
            link = invitation_links.make(post=post, by=post.giver, days=7, uses=5)
            invitations.accept(token=invitation_links.token_of(link), by=UserFactory())
        with CaptureQueriesContext(connection) as queries:
            client.get(page_of(post))
        counts.append(len(queries))

    assert counts[0] == counts[1]
