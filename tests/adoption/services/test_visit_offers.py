"""Inviting with times, and the hours from which times are suggested."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from adoption.models import OpeningHours, Slot
from adoption.selectors import agenda
from adoption.services import opening_hours, visit_offers
from petbuddy.errors import Forbidden, Invalid
from tests.adoption.scenes import applied, published, state_of
from tests.factories.accounts import UserFactory
from tests.factories.adoption import SlotFactory

pytestmark = pytest.mark.django_db


def in_days(count):
    return (timezone.localtime() + timedelta(days=count)).replace(minute=0, second=0, microsecond=0)


def test_an_invitation_opens_times_that_are_not_open_yet():
    application = applied(published())
    known = SlotFactory(post=application.post)

    visit_offers.invite(application=application, by=application.post.giver, times=[known.starts_at, in_days(2)])

    assert (state_of(application), Slot.objects.filter(post=application.post).count()) == ("shortlisted", 2)


def test_an_invitation_that_can_not_be_kept_opens_nothing():
    application = applied(published())

    with pytest.raises(Invalid):
        visit_offers.invite(application=application, by=application.post.giver, times=[in_days(2), in_days(-2)])

    assert (state_of(application), Slot.objects.count()) == ("submitted", 0)


def test_only_the_giver_invites():
    application = applied(published())

    with pytest.raises(Forbidden):
        visit_offers.invite(application=application, by=application.applicant, times=[in_days(2)])


def test_suggested_times_follow_the_givers_hours_and_leave_out_what_is_open():
    post = published()
    opening_hours.keep(by=post.giver, hours=[(5, time(14), time(16))])
    first = agenda.suggested_times(post.giver)[0]
    SlotFactory(post=post, starts_at=first)

    suggested = agenda.suggested_times(post.giver)

    assert {(each.weekday(), each.hour) for each in suggested} == {(5, 14), (5, 15)}
    assert (first in suggested, len(suggested)) == (False, 3)


def test_new_hours_replace_the_old_ones():
    giver = UserFactory()
    opening_hours.keep(by=giver, hours=[(5, time(14), time(16))])

    opening_hours.keep(by=giver, hours=[(6, time(10), time(12))])

    assert list(OpeningHours.objects.values_list("weekday", flat=True)) == [6]


@pytest.mark.parametrize(
    "hours",
    [[(5, time(16), time(14))], [(5, time(10), time(14)), (5, time(13), time(16))]],
    ids=["reversed", "overlap"],
)
def test_hours_that_can_not_be_are_refused(hours):
    with pytest.raises(Invalid) as refused:
        opening_hours.keep(by=UserFactory(), hours=hours)

    assert list(refused.value.errors) == ["until5"]
