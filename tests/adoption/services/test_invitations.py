"""A private post opens to whoever was invited, and closes again."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.utils import timezone
from guardian.shortcuts import assign_perm

from adoption.models import Invitation, Post, PostUserPermission
from adoption.permissions import posts_visible_to
from adoption.services import invitations, post_endings
from notifications.models import Mail
from petbuddy.errors import Conflict, Forbidden, Gone, Invalid, TooMany
from tests.adoption.scenes import state_of
from tests.factories.accounts import UserFactory
from tests.factories.adoption import ApplicationFactory, InvitationFactory, PostFactory
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


def test_who_came_by_a_link_takes_no_place_of_the_mailed_ones():
    post = private_post()
    InvitationFactory.create_batch(invitations.LIMIT - 1, post=post)
    Invitation.objects.bulk_create(Invitation(post=post, user=UserFactory()) for _ in range(3))

    last = invitations.invite(post=post, by=post.giver, email="friend@example.com")
    with pytest.raises(Conflict):
        invitations.invite(post=post, by=post.giver, email="another@example.com")

    assert invitations.invite(post=post, by=post.giver, email=last.email).pk == last.pk


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


def test_an_invitation_that_nobody_opened_runs_out_after_thirty_days():
    post = private_post()
    invitation = invitations.invite(post=post, by=post.giver, email="friend@example.com")
    token = invitations.token_of(invitation)

    with time_machine.travel(timezone.now() + timedelta(days=30)):
        state = invitation.state
        with pytest.raises(Gone):
            invitations.accept(token=token, by=UserFactory())

    assert (state, Invitation.State.WAITING) == ("expired", invitation.state)


def test_whoever_came_in_stays_in_after_the_day():
    post, friend = private_post(), UserFactory()
    token = invitations.token_of(invitations.invite(post=post, by=post.giver, email="friend@example.com"))
    invitations.accept(token=token, by=friend)

    with time_machine.travel(timezone.now() + timedelta(days=60)):
        again = invitations.accept(token=token, by=friend)

    assert (again, list(posts_visible_to(friend))) == (post, [post])


def test_invited_again_the_month_begins_anew():
    post, friend = private_post(), UserFactory()
    invitations.invite(post=post, by=post.giver, email="friend@example.com")

    with time_machine.travel(timezone.now() + timedelta(days=40)):
        again = invitations.invite(post=post, by=post.giver, email="friend@example.com")
        invitations.accept(token=invitations.token_of(again), by=friend)

    assert list(posts_visible_to(friend)) == [post]


def test_taken_back_a_draft_closes_and_what_was_sent_goes_on():
    post = private_post()
    begun, sent = (ApplicationFactory(post=post, **fields) for fields in ({}, {"submitted": True}))
    for application in (begun, sent):
        invitation = invitations.invite(post=post, by=post.giver, email=application.applicant.email)
        invitations.accept(token=invitations.token_of(invitation), by=application.applicant)

    for invitation in post.invitations.all():
        invitations.revoke(invitation=invitation, by=post.giver)

    assert (state_of(begun), state_of(sent)) == ("closed", "submitted")
    assert [list(posts_visible_to(each.applicant)) for each in (begun, sent)] == [[], [post]]


def test_one_person_does_not_cause_mails_without_end(settings):
    settings.LIMITS = settings.LIMITS | {"mails_by": (2, 3600)}
    post = private_post()
    for number in range(2):
        invitations.invite(post=post, by=post.giver, email=f"friend{number}@example.com")

    with pytest.raises(TooMany):
        invitations.invite(post=post, by=post.giver, email="friend2@example.com")


def test_no_address_is_no_invitation():
    post = private_post()

    with pytest.raises(Invalid):
        invitations.invite(post=post, by=post.giver, email="friend")


def test_a_group_that_an_operator_let_in_sees_the_post_and_no_other():
    post, other, member = private_post(), private_post(), UserFactory()
    group = Group.objects.create(name="Shelter friends")
    member.groups.add(group)

    assign_perm("adoption.view_post", group, post)

    assert list(posts_visible_to(member)) == [post]
    assert [member.has_perm("adoption.view_post", each) for each in (post, other)] == [True, False]


def test_no_row_outlives_its_post_and_no_new_post_inherits_one():
    post, friend = private_post(), UserFactory()
    invitations.accept(
        token=invitations.token_of(invitations.invite(post=post, by=post.giver, email="friend@example.com")), by=friend
    )
    key, giver = post.pk, post.giver

    Post.objects.filter(pk=key).delete()
    again = PostFactory(published=True, private=True, pk=key, giver=giver)

    assert (PostUserPermission.objects.count(), Invitation.objects.count()) == (0, 0)
    assert not friend.has_perm("adoption.view_post", again)


def test_made_private_who_only_likes_it_loses_sight_and_who_applied_does_not():
    post = PostFactory(published=True)
    liker, begun, sent = UserFactory(), ApplicationFactory(post=post), ApplicationFactory(post=post, submitted=True)
    invited = UserFactory()
    invitation = invitations.invite(post=post, by=post.giver, email=invited.email)
    invitations.accept(token=invitations.token_of(invitation), by=invited)

    post_endings.set_visibility(post=post, visibility="private", by=post.giver)

    people = (liker, begun.applicant, sent.applicant, invited)
    assert [list(posts_visible_to(person)) for person in people] == [[], [], [post], [post]]
    assert (state_of(begun), state_of(sent)) == ("closed", "submitted")
