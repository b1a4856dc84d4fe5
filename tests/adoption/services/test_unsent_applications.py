"""An application that was begun and never sent: its applicant is reminded once and led back, then it is closed."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.models import User
from adoption.models import Application, Post
from adoption.services import applications, unsent_applications
from forms_builder.models import Submission
from forms_builder.services import retention, unsent
from notifications import composition, kinds
from notifications.models import Mail, Notification
from tests.adoption.scenes import ANSWERS, applied, liker, published, state_of, told
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ninety(settings):
    settings.DRAFT_DAYS = 90


def begun(post=None, days_ago=80):
    post = post or published()
    person = liker(post)
    with time_machine.travel(timezone.now() - timedelta(days=days_ago), tick=False):
        application = applications.start(post=post, by=person)
        applications.save_answers(application=application, by=person, client="tab", seq=1, changes=ANSWERS)
    return application


def ended(application):
    """Reminded of now, and looked at fifteen days later."""
    unsent.remind(timezone.now())
    later = timezone.now() + timedelta(days=15)
    with time_machine.travel(later, tick=False):
        unsent.end(later)
        retention.purge(later)
    return Application.objects.select_related("submission").get(pk=application.pk)


def test_she_is_told_once_until_when_it_is_kept_and_led_back():
    application = begun()

    for hours in (0, 1, 30):
        unsent.remind(timezone.now() + timedelta(hours=hours))

    assert told(application.applicant) == ["draft_ending"]
    shown = kinds.render(Notification.objects.get())
    assert shown["url"] == f"/pets/{application.post.uid}/apply/"
    assert composition.compose(Mail.objects.get()).subject


def test_whoever_has_gone_on_gets_no_mail_any_more():
    application = begun()
    unsent.remind(timezone.now())
    applications.save_answers(
        application=application, by=application.applicant, client="tab", seq=2, changes={"q_pets": True}
    )

    assert (composition.compose(Mail.objects.get()), kinds.render(Notification.objects.get())) == (None, None)


def test_on_its_day_it_is_closed_by_nobody_and_its_answers_are_gone():
    application = ended(begun(days_ago=900))

    event = application.events.get()
    assert (application.state, application.closed_reason) == ("closed", "not_sent")
    assert (event.actor, event.from_state, event.to_state) == (None, "draft", "closed")
    assert (application.submission.answers, application.submission.purged_at is None) == ({}, False)
    assert told(application.applicant) == ["draft_ending"]
    assert told(application.post.giver) == []


def test_she_may_begin_again():
    application = ended(begun(days_ago=900))

    again = applications.start(post=application.post, by=application.applicant)

    assert (again.pk == application.pk, again.state, again.submission.answers) == (False, "draft", {})


def test_what_was_sent_stays():
    application = applied(published())
    Submission.objects.update(updated_at=timezone.now() - timedelta(days=900))

    assert ended(application).state == "submitted"
    assert "draft_ending" not in told(application.applicant)


@pytest.mark.parametrize("state", ["adopted", "withdrawn"])
def test_of_a_pet_that_is_gone_nobody_is_reminded_and_the_draft_goes_all_the_same(state):
    application = begun(days_ago=900)
    Post.objects.filter(pk=application.post_id).update(state=state)

    assert (ended(application).state, told(application.applicant)) == ("closed", [])


@pytest.mark.parametrize("state", ["paused", "reserved"])
def test_a_post_that_may_come_back_is_still_to_be_reminded_of(state):
    application = begun()
    Post.objects.filter(pk=application.post_id).update(state=state)

    unsent.remind(timezone.now())

    assert told(application.applicant) == ["draft_ending"]


def test_while_a_moderator_decides_about_the_post_the_clock_stands():
    application = begun(days_ago=900)
    Post.objects.filter(pk=application.post_id).update(state="removed")

    assert (ended(application).state, told(application.applicant)) == ("draft", [])


def test_while_she_is_suspended_and_can_not_go_on_the_clock_stands():
    application = begun(days_ago=900)
    until = timezone.now() + timedelta(days=40)
    User.objects.filter(pk=application.applicant_id).update(suspended_until=until)

    assert (ended(application).state, told(application.applicant)) == ("draft", [])


def test_one_that_stands_hides_none_behind_it(monkeypatch):
    monkeypatch.setattr(unsent, "AT_ONCE", 1)
    first, second = begun(days_ago=900), begun(days_ago=900)
    Post.objects.filter(pk=first.post_id).update(state="removed")

    assert [ended(second).state, state_of(first)] == ["closed", "draft"]


def test_an_answer_in_the_last_moment_keeps_it():
    application = begun(days_ago=900)
    applications.save_answers(
        application=application, by=application.applicant, client="tab", seq=2, changes={"q_pets": True}
    )

    unsent_applications.end(application.submission_id, lambda: False)

    assert state_of(application) == "draft"


def test_words_from_a_tab_that_was_open_are_kept_thirty_days():
    application = begun(days_ago=900)
    unsent.remind(timezone.now())
    later = timezone.now() + timedelta(days=15)

    with time_machine.travel(later, tick=False):
        unsent.end(later)
        application.refresh_from_db()
        saved = applications.save_answers(
            application=application, by=application.applicant, client="tab", seq=9, changes={"q_day1": "我"}
        )
        retention.purge(later)

    saved.refresh_from_db()
    assert (saved.answers["q_day1"], saved.purge_on) == ("我", timezone.localdate(later) + timedelta(days=30))


@pytest.mark.mariadb
@pytest.mark.django_db(transaction=True)
def test_an_answer_and_the_clock_at_once_lose_nothing():
    application = begun(days_ago=900)
    unsent.remind(timezone.now() - timedelta(days=16))
    person = application.applicant

    at_once(
        lambda: unsent.end(timezone.now()),
        lambda: applications.save_answers(
            application=application, by=person, client="tab", seq=2, changes={"q_day1": "最後"}
        ),
    )
    retention.purge(timezone.now())

    assert Submission.objects.get(pk=application.submission_id).answers["q_day1"] == "最後"


@pytest.mark.mariadb
@pytest.mark.django_db(transaction=True)
def test_two_schedulers_at_once_remind_once_and_end_once():
    application = begun(days_ago=900)
    now = timezone.now()

    at_once(*[lambda: unsent.remind(now - timedelta(days=16))] * 2)
    at_once(*[lambda: unsent.end(now)] * 2)

    assert (told(application.applicant), application.events.count()) == (["draft_ending"], 1)
