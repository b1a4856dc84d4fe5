"""A private post opens to whoever was invited, and closes again."""

import pytest

from adoption.models import Invitation
from adoption.permissions import posts_visible_to
from adoption.services import invitations
from notifications.models import Mail
from petbuddy.errors import Conflict, Forbidden, Gone, Invalid, TooMany
from tests.factories.accounts import UserFactory
from tests.factories.adoption import PostFactory
from tests.races import at_once

pytestmark = pytest.mark.django_db


def private_post():
    return PostFactory(published=True, private=True)


def test_an_invitation_is_mailed_and_opens_the_post():
    post, friend = private_post(), UserFactory()
    invitation = invitations.invite(post=post, by=post.giver, email=" Friend@Example.com ")

    invitations.accept(token=invitations.token_of(Invitation.objects.get()), by=friend)

    assert (invitation.email, Mail.objects.get().to) == ("friend@example.com", "friend@example.com")
    assert list(posts_visible_to(friend)) == [post]


def test_the_token_stands_nowhere_in_the_database():
    post = private_post()

    invitation = invitations.invite(post=post, by=post.giver, email="friend@example.com")

    assert invitations.token_of(invitation) not in (invitation.token_hash, str(Mail.objects.values()))


def test_a_link_serves_one_person():
    post = private_post()
    token = invitations.token_of(invitations.invite(post=post, by=post.giver, email="friend@example.com"))
    first = UserFactory()
    invitations.accept(token=token, by=first)

    with pytest.raises(Gone):
        invitations.accept(token=token, by=UserFactory())

    assert invitations.accept(token=token, by=first) == post


def test_taken_back_the_post_closes():
    post, friend = private_post(), UserFactory()
    invitation = invitations.invite(post=post, by=post.giver, email="friend@example.com")
    token = invitations.token_of(invitation)
    invitations.accept(token=token, by=friend)

    invitations.revoke(invitation=invitation, by=post.giver)

    assert list(posts_visible_to(friend)) == []
    with pytest.raises(Gone):
        invitations.accept(token=token, by=friend)


def test_invited_again_the_old_link_is_void():
    post = private_post()
    old = invitations.token_of(invitations.invite(post=post, by=post.giver, email="friend@example.com"))

    new = invitations.token_of(invitations.invite(post=post, by=post.giver, email="friend@example.com"))

    with pytest.raises(Gone):
        invitations.accept(token=old, by=UserFactory())
    assert invitations.accept(token=new, by=UserFactory()) == post
    assert Mail.objects.count() == 2


@pytest.mark.parametrize("token", ["", "0" * 32, "not a token"])
def test_a_wrong_token_is_gone(token):
    with pytest.raises(Gone):
        invitations.accept(token=token, by=UserFactory())


def test_nobody_invites_herself():
    post = private_post()

    with pytest.raises(Invalid):
        invitations.invite(post=post, by=post.giver, email=post.giver.email.upper())


def test_a_draft_invites_nobody():
    post = PostFactory(private=True)

    with pytest.raises(Conflict):
        invitations.invite(post=post, by=post.giver, email="friend@example.com")


def test_only_the_giver_invites():
    with pytest.raises(Forbidden):
        invitations.invite(post=PostFactory(published=True), by=UserFactory(), email="friend@example.com")


def test_invited_again_after_it_was_taken_back_the_post_opens_again():
    post, friend = private_post(), UserFactory()
    invitation = invitations.invite(post=post, by=post.giver, email="friend@example.com")
    invitations.accept(token=invitations.token_of(invitation), by=friend)
    invitations.revoke(invitation=invitation, by=post.giver)

    again = invitations.invite(post=post, by=post.giver, email="friend@example.com")
    invitations.accept(token=invitations.token_of(again), by=friend)

    assert list(posts_visible_to(friend)) == [post]


def test_an_address_is_not_flooded_with_invitations(settings):
    settings.LIMITS = settings.LIMITS | {"mail_to": (2, 3600)}
    for post in (private_post(), private_post()):
        invitations.invite(post=post, by=post.giver, email="friend@example.com")
    third = private_post()

    with pytest.raises(TooMany):
        invitations.invite(post=third, by=third.giver, email="friend@example.com")

    assert Mail.objects.count() == 2


@pytest.mark.mariadb
@pytest.mark.django_db(transaction=True)
def test_accepted_while_it_is_taken_back_the_post_stays_closed():
    post, friend = private_post(), UserFactory()
    invitation = invitations.invite(post=post, by=post.giver, email="friend@example.com")
    token = invitations.token_of(invitation)

    at_once(
        lambda: invitations.accept(token=token, by=friend),
        lambda: invitations.revoke(invitation=invitation, by=post.giver),
    )

    assert list(posts_visible_to(friend)) == []
