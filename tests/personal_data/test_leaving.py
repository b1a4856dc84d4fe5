"""The seven days before an erasure: posts pause, nothing new begins, and staying gives back what was quieted."""

import pytest

from accounts.services import personal_data
from adoption.models import Post, Reservation
from adoption.services import applications, likes, posts, posts_review, reservations, trust
from petbuddy.errors import Forbidden
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.adoption import ApplicationFactory, LikeFactory, PhotoFactory, PostFactory

pytestmark = pytest.mark.django_db


def leave(user):
    personal_data.ask_erasure(user=user, password=PASSWORD, by=user)


def stay(user):
    personal_data.keep_account(user=user, by=user)


def state(post):
    return Post.objects.get(pk=post.pk).state


def test_posts_pause_and_what_waits_for_a_moderator_is_taken_back():
    giver = UserFactory()
    shown, waiting = PostFactory(published=True, giver=giver), PostFactory(giver=giver, state="in_review")

    leave(giver)

    assert (state(shown), state(waiting)) == ("paused", "draft")


def test_staying_gives_back_exactly_what_leaving_had_quieted():
    giver = UserFactory()
    shown, waiting = PostFactory(published=True, giver=giver), PostFactory(giver=giver, state="in_review")
    paused, draft = PostFactory(published=True, giver=giver), PostFactory(giver=giver)
    posts.pause(post=paused, by=giver)
    leave(giver)

    stay(giver)

    assert [state(post) for post in (shown, waiting, paused, draft)] == ["published", "in_review", "paused", "draft"]


def test_what_she_withdrew_meanwhile_stays_withdrawn():
    post = PostFactory(published=True)
    leave(post.giver)
    posts.move(post=Post.objects.get(pk=post.pk), to="withdrawn", by=post.giver)

    stay(post.giver)

    assert state(post) == "withdrawn"


def test_a_suspended_giver_who_stays_waits_for_the_end_of_her_suspension():
    post, moderator = PostFactory(published=True), UserFactory(superuser=True)
    leave(post.giver)
    made = trust.sanction(user=post.giver, kind="suspend", by=moderator, reason="查證中")
    post.giver.refresh_from_db()

    stay(post.giver)
    before = state(post)
    trust.lift(sanction=made, by=moderator)

    assert (before, state(post)) == ("paused", "published")


def test_a_reservation_that_ends_meanwhile_brings_no_post_back_to_the_list():
    post = PostFactory(published=True)
    promised = ApplicationFactory(shortlisted=True, post=post)
    reservations.reserve(application=promised, by=post.giver)
    leave(post.giver)

    reservations.undo(post=post, by=post.giver)

    assert (state(post), Reservation.objects.live().count()) == ("paused", 0)


def test_a_removal_that_is_undone_meanwhile_brings_no_post_back_to_the_list():
    post, moderator = PostFactory(published=True), UserFactory(superuser=True)
    posts_review.remove(post=post, by=moderator, reason="查證中")
    leave(post.giver)

    posts_review.restore(post=post, by=moderator)

    assert state(post) == "paused"


@pytest.mark.parametrize("act", [posts.resume, posts.confirm])
def test_a_paused_post_stays_paused(act):
    post = PostFactory(published=True)
    leave(post.giver)
    post.refresh_from_db()

    with pytest.raises(Forbidden) as refusal:
        act(post=post, by=post.giver)

    assert (refusal.value.code, state(post)) == ("leaving", "paused")


def test_nothing_new_is_published():
    post = PhotoFactory(post__published=True, post__state="draft").post
    leave(post.giver)

    with pytest.raises(Forbidden) as refusal:
        posts.publish(post=post, by=post.giver)

    assert refusal.value.code == "leaving"


def test_nothing_new_is_liked_or_applied_for():
    user, liked, other = UserFactory(), PostFactory(published=True), PostFactory(published=True)
    LikeFactory(post=liked, adopter=user)
    leave(user)

    with pytest.raises(Forbidden) as of_like:
        likes.like(post=other, by=user)
    with pytest.raises(Forbidden) as of_form:
        applications.start(post=liked, by=user)

    assert (of_like.value.code, of_form.value.code) == ("leaving", "leaving")
