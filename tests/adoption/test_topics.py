"""What an open page may hear is what its person may read: of posts, and of talks."""

import uuid

import pytest

from adoption.models import Conversation
from adoption.permissions import admit, dismiss
from notifications import topics
from tests.adoption.scenes import applied, published
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def hears(person, thing):
    name = "post" if hasattr(thing, "giver_id") else "conversation"
    return topics.may(person, f"{name}:{thing.uid}")


def test_a_post_is_heard_by_whoever_may_open_it():
    stranger, friend = UserFactory(), UserFactory()
    post = published(visibility="private")
    sent = applied(post)
    admit(post=post, user=friend)

    heard = [hears(person, post) for person in (post.giver, friend, sent.applicant, stranger)]
    dismiss(post=post, user=friend)

    assert heard == [True, True, True, False]
    assert not hears(friend, post)


def test_a_public_post_that_becomes_private_or_a_draft_is_heard_no_longer():
    stranger, post = UserFactory(), published()
    before = hears(stranger, post)

    after = []
    for changes in ({"visibility": "private"}, {"visibility": "public", "state": "draft"}, {"state": "removed"}):
        type(post).objects.filter(pk=post.pk).update(**changes)
        after.append(hears(stranger, post))

    assert (before, after) == (True, [False, False, False])


def test_a_talk_is_heard_by_its_two():
    application = applied(published())
    talk = Conversation.objects.get()

    heard = [
        hears(person, talk)
        for person in (application.applicant, application.post.giver, UserFactory(), UserFactory(superuser=True))
    ]

    assert heard == [True, True, False, False]


@pytest.mark.parametrize(
    "topic", ["post:", "post:no-such", f"conversation:{uuid.uuid4()}", "conversation:x", "nothing:1"]
)
def test_what_is_not_there_is_closed_like_what_is_hidden(topic):
    assert not topics.may(UserFactory(), topic)


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_is_asked_about_all_its_posts_in_one_query(count, django_assert_num_queries):
    person = UserFactory()
    wanted = {f"post:{published().uid}" for _ in range(count)}

    with django_assert_num_queries(1):
        heard = topics.open_to(person, wanted)

    assert heard == wanted
