"""Stale posts disappear: asked after 7 days, paused after 14."""

from datetime import timedelta

import pytest
from django.utils import timezone

from adoption.services import posts, still_there
from notifications.models import Notification
from petbuddy.errors import Gone
from tests.factories.adoption import PhotoFactory, PostFactory

pytestmark = pytest.mark.django_db


def post_confirmed(days_ago, **fields):
    post = PostFactory(published=True, confirmed_at=timezone.now() - timedelta(days=days_ago), **fields)
    PhotoFactory(post=post)
    return post


def test_after_a_week_the_giver_is_asked_once():
    post = post_confirmed(7)
    post_confirmed(6)

    first, second = still_there.send_due(timezone.now()), still_there.send_due(timezone.now())

    assert (first, second) == (1, 0)
    assert [(each.kind, each.recipient) for each in Notification.objects.all()] == [("still_there", post.giver)]


def test_a_week_after_her_yes_she_is_asked_again():
    post = post_confirmed(7)
    still_there.send_due(timezone.now())
    posts.confirm(post=post, by=post.giver)

    asked = still_there.send_due(timezone.now() + timedelta(days=7, minutes=1))

    assert (asked, Notification.objects.count()) == (1, 2)


def test_after_two_weeks_of_silence_a_published_post_is_paused():
    silent, reserved = post_confirmed(14), post_confirmed(14, state="reserved")

    still_there.send_due(timezone.now())

    silent.refresh_from_db()
    reserved.refresh_from_db()
    assert (silent.state, reserved.state) == ("paused", "reserved")
    assert still_there.was_paused_by_silence(silent)


def test_a_yes_brings_it_back():
    post = post_confirmed(14)
    still_there.send_due(timezone.now())

    confirmed = posts.confirm(post=post, by=post.giver)

    assert (confirmed.state, timezone.now() - confirmed.confirmed_at < timedelta(minutes=1)) == ("published", True)


def test_the_link_leads_to_its_post_for_30_days(time_machine):
    post = post_confirmed(7)
    token = still_there.link_token(post)

    found = still_there.post_of(token)
    time_machine.move_to(timezone.now() + timedelta(days=31))

    assert found == post
    with pytest.raises(Gone):
        still_there.post_of(token)


def test_a_forged_link_is_gone():
    with pytest.raises(Gone):
        still_there.post_of("forged")


def test_many_rows_cost_the_same_statements(django_assert_max_num_queries):
    for _number in range(3):
        post_confirmed(6)

    with django_assert_max_num_queries(2):
        still_there.send_due(timezone.now())
