"""A link that the giver passes on: for so many people, until a day, and never for whom she has sent out."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.services import blocks
from adoption.models import Invitation, InvitationLink
from adoption.permissions import posts_visible_to
from adoption.services import invitation_links, invitations
from petbuddy.errors import Conflict, Forbidden, Gone, Invalid
from tests.factories.accounts import UserFactory
from tests.factories.adoption import PostFactory
from tests.races import at_once

pytestmark = pytest.mark.django_db


def private_post():
    return PostFactory(published=True, private=True)


def link_of(post, uses=5, days=7):
    return invitation_links.make(post=post, by=post.giver, days=days, uses=uses)


def come_in(link, person):
    return invitations.accept(token=invitation_links.token_of(link), by=person)


def test_everybody_with_the_link_comes_in_and_the_giver_sees_who():
    post, people = private_post(), [UserFactory(), UserFactory()]
    link = link_of(post)

    for person in people:
        come_in(link, person)

    assert [list(posts_visible_to(person)) for person in people] == [[post], [post]]
    assert [row.user for row in link.invitations.order_by("pk")] == people


def test_the_secret_stands_nowhere_in_the_database():
    link = link_of(private_post())

    assert invitation_links.token_of(link) not in str(InvitationLink.objects.values())


def test_it_lets_in_as_many_as_it_was_made_for():
    post, first = private_post(), UserFactory()
    link = link_of(post, uses=1)
    come_in(link, first)

    with pytest.raises(Gone):
        come_in(link, UserFactory())

    assert come_in(link, first) == post


def test_coming_twice_counts_once():
    link, person = link_of(private_post()), UserFactory()

    come_in(link, person)
    come_in(link, person)

    link.refresh_from_db()
    assert (link.used_count, Invitation.objects.count()) == (1, 1)


def test_it_runs_out():
    link = link_of(private_post(), days=7)

    with time_machine.travel(timezone.now() + timedelta(days=7)), pytest.raises(Gone):
        come_in(link, UserFactory())


def test_taken_back_it_lets_nobody_in_and_sends_nobody_out():
    post, inside = private_post(), UserFactory()
    link = link_of(post)
    come_in(link, inside)

    invitation_links.revoke(link=link, by=post.giver)

    with pytest.raises(Gone):
        come_in(link, UserFactory())
    assert list(posts_visible_to(inside)) == [post]


def test_whom_the_giver_sends_out_does_not_come_back_by_any_link():
    post, person = private_post(), UserFactory()
    link, other = link_of(post), link_of(post)
    come_in(link, person)

    invitations.revoke(invitation=Invitation.objects.get(), by=post.giver)

    assert list(posts_visible_to(person)) == []
    for each in (link, other):
        with pytest.raises(Gone):
            come_in(each, person)


def test_invited_by_mail_after_that_she_may_come():
    post, person = private_post(), UserFactory()
    come_in(link_of(post), person)
    invitations.revoke(invitation=Invitation.objects.get(), by=post.giver)

    mailed = invitations.invite(post=post, by=post.giver, email=person.email)
    invitations.accept(token=invitations.token_of(mailed), by=person)

    assert list(posts_visible_to(person)) == [post]


def test_somebody_unconfirmed_or_across_a_block_stays_out():
    post, unconfirmed, blocked = private_post(), UserFactory(unverified=True), UserFactory()
    link = link_of(post)
    blocks.block(blocker=post.giver, blocked=blocked)

    with pytest.raises(Forbidden):
        come_in(link, unconfirmed)
    with pytest.raises(Gone):
        come_in(link, blocked)

    assert Invitation.objects.count() == 0


@pytest.mark.parametrize("wrong", [{"days": 0}, {"days": 9999}, {"uses": 0}, {"uses": 10_000}])
def test_only_the_offered_days_and_numbers(wrong):
    with pytest.raises(Invalid):
        link_of(private_post(), **wrong)


def test_only_the_giver_makes_and_takes_back_links():
    post, stranger = PostFactory(published=True), UserFactory()
    link = link_of(post)

    with pytest.raises(Forbidden):
        invitation_links.make(post=post, by=stranger, days=7, uses=5)
    with pytest.raises(Forbidden):
        invitation_links.revoke(link=link, by=stranger)


def test_a_draft_has_no_link_and_a_post_not_endless_ones():
    post = private_post()
    links = [link_of(post) for _ in range(invitation_links.LIMIT)]

    with pytest.raises(Conflict):
        link_of(post)
    with pytest.raises(Conflict):
        link_of(PostFactory(private=True))

    invitation_links.revoke(link=links[0], by=post.giver)
    assert link_of(post).pk


@pytest.mark.mariadb
@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_no_more_come_in_than_it_was_made_for():
    link = link_of(private_post(), uses=5)
    people = [UserFactory() for _ in range(8)]

    at_once(*[lambda person=person: come_in(link, person) for person in people])

    link.refresh_from_db()
    assert (link.used_count, Invitation.objects.count()) == (5, 5)
