"""Every applicant hears something: the giver is nudged on day 2, the applicant told honestly on day 3, each once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from adoption.models import Post
from adoption.services import applications, reminders, visits
from notifications import kinds
from tests.adoption.scenes import applied, published, told
from tests.factories.adoption import SlotFactory

pytestmark = pytest.mark.django_db


def after(application, **passed):
    return application.submitted_at + timedelta(**passed)


def test_day_two_nudges_the_giver_and_day_three_explains_to_the_applicant():
    application = applied(published())
    giver, adopter = application.post.giver, application.applicant
    heard = []

    for hours in (47, 49, 50, 73, 74):
        reminders.nudge_givers(after(application, hours=hours))
        reminders.explain_silence(after(application, hours=hours))
        heard.append((told(giver), told(adopter)))

    nudged, both = (["reply_due"], []), (["reply_due"], ["no_news"])
    assert heard == [([], []), nudged, nudged, both, both]


@pytest.mark.parametrize("answer", [applications.shortlist, applications.invite])
def test_who_was_answered_is_not_spoken_of(answer):
    application = applied(published())
    answer(application=application, by=application.post.giver)

    counts = [
        reminders.nudge_givers(after(application, hours=50)),
        reminders.explain_silence(after(application, hours=80)),
    ]

    assert counts == [0, 0]


def test_having_read_it_is_no_answer():
    application = applied(published())
    applications.mark_read(application=application, by=application.post.giver)

    assert reminders.nudge_givers(after(application, hours=50)) == 1


@pytest.mark.parametrize("state", ["reserved", "removed", "adopted", "withdrawn"])
def test_nobody_is_nagged_about_a_post_that_stands_still(state):
    application = applied(published())
    Post.objects.filter(pk=application.post_id).update(state=state)

    assert reminders.nudge_givers(after(application, hours=50)) == 0


def test_a_reminder_that_could_not_be_written_is_written_at_the_next_try(monkeypatch):
    post = published()
    booking = visits.book(slot=SlotFactory(post=post), by=applied(post).applicant)
    visits.confirm(booking=booking, by=post.giver)
    noon_before = timezone.localtime(booking.starts_at).replace(hour=12, minute=30) - timedelta(days=1)

    with monkeypatch.context() as broken:
        broken.delitem(kinds._kinds, "visit_reminder")
        with pytest.raises(LookupError):
            reminders.remind_visits(noon_before)
    count = reminders.remind_visits(noon_before)

    assert (count, told(booking.adopter)[-1]) == (1, "visit_reminder")


def test_those_who_were_told_do_not_stand_before_those_who_were_not(monkeypatch):
    monkeypatch.setattr(reminders, "BATCH", 1)
    first, second = applied(published()), applied(published())
    moment = max(after(first, hours=50), after(second, hours=50))
    reminders.nudge_givers(moment)
    third = applied(published())

    count = reminders.nudge_givers(max(moment, after(third, hours=49)))

    assert (count, told(third.post.giver)) == (1, ["reply_due"])
