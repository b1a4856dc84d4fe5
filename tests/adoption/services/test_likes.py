"""A like opens the form; the counter is never wrong."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from accounts.services import blocks
from adoption.models import Like, Post
from adoption.services import likes
from petbuddy.errors import Conflict, Forbidden, Missing
from tests.factories.accounts import UserFactory
from tests.factories.adoption import ApplicationFactory, PostFactory

pytestmark = pytest.mark.django_db


def test_a_like_opens_the_form_and_is_counted_once():
    post, adopter = PostFactory(published=True), UserFactory()

    before = adopter.has_perm("adoption.apply_to_post", post)
    likes.like(post=post, by=adopter)
    liked = likes.like(post=post, by=adopter)

    assert (before, adopter.has_perm("adoption.apply_to_post", post)) == (False, True)
    assert liked.like_count == Like.objects.count() == 1


def test_taken_back_the_draft_goes_and_what_was_sent_stays():
    post, adopter = PostFactory(published=True), UserFactory()
    likes.like(post=post, by=adopter)
    draft = ApplicationFactory(post=post, applicant=adopter)
    sent = ApplicationFactory(post=post, submitted=True)
    likes.like(post=post, by=sent.applicant)

    likes.unlike(post=post, by=adopter)
    left = likes.unlike(post=post, by=sent.applicant)

    draft.refresh_from_db()
    sent.refresh_from_db()
    assert (draft.state, sent.state, left.like_count) == ("withdrawn", "submitted", 0)


def test_taking_back_what_was_never_given_changes_nothing():
    post = PostFactory(published=True)

    assert likes.unlike(post=post, by=UserFactory()).like_count == 0


def test_not_ones_own():
    post = PostFactory(published=True)

    with pytest.raises(Forbidden):
        likes.like(post=post, by=post.giver)


@pytest.mark.parametrize("who", ["unverified", "suspended"])
def test_not_without_standing(who):
    with pytest.raises(Forbidden):
        likes.like(post=PostFactory(published=True), by=UserFactory(**{who: True}))


@pytest.mark.parametrize("giver_blocks", [True, False])
def test_not_across_a_block(giver_blocks):
    post, adopter = PostFactory(published=True), UserFactory()
    pair = (post.giver, adopter) if giver_blocks else (adopter, post.giver)
    blocks.block(blocker=pair[0], blocked=pair[1])

    with pytest.raises(Forbidden):
        likes.like(post=post, by=adopter)


def test_a_private_post_is_not_known():
    with pytest.raises(Missing):
        likes.like(post=PostFactory(published=True, private=True), by=UserFactory())


@pytest.mark.parametrize("state", ["adopted", "withdrawn"])
def test_a_pet_that_is_gone_can_no_longer_be_liked(state):
    with pytest.raises(Conflict):
        likes.like(post=PostFactory(published=True, state=state), by=UserFactory())


def test_a_shelter_animal_is_bookmarked():
    post, adopter = PostFactory(shelter=True), UserFactory()

    likes.like(post=post, by=adopter)

    assert not adopter.has_perm("adoption.apply_to_post", post)
    assert Like.objects.get().post == post


@pytest.mark.mariadb
@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_are_twenty_likes():
    post = PostFactory(published=True)
    adopters = UserFactory.create_batch(20)

    def both_ways(adopter):
        try:
            likes.like(post=post, by=adopter)
            likes.like(post=post, by=adopter)
            if adopter.pk % 2:
                likes.unlike(post=post, by=adopter)
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(both_ways, adopters))

    kept = sum(1 for adopter in adopters if adopter.pk % 2 == 0)
    assert Post.objects.get(pk=post.pk).like_count == Like.objects.filter(post=post).count() == kept
