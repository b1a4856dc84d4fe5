"""Drafts that nobody goes on with: by the clock of the last answer, never unreminded; also where nothing hangs."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forms_builder.models import Submission, Upload
from forms_builder.services import retention, submissions, unsent
from petbuddy import due
from tests.factories.accounts import UserFactory
from tests.factories.forms import FormFactory, UploadFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ninety(settings):
    settings.DRAFT_DAYS = 90


def begun(form=None, days_ago=0, **answers):
    """A draft whose last answer was saved so many days ago."""
    form = form or FormFactory()
    with time_machine.travel(timezone.now() - timedelta(days=days_ago), tick=False):
        draft = submissions.start(version=form.live_version, respondent=UserFactory(), language="en")
        changes = answers or {"q_day1": "Us", "q_pets": True}
        return submissions.save(submission=draft, client="tab", seq=1, changes=changes, by=draft.respondent)


def days_later(draft, days):
    """Each day's work from the last answer on: (on which day she was reminded, on which it ended)."""
    reminded = ended = None
    start = draft.updated_at
    for day in range(days + 1):
        now = start + timedelta(days=day)
        if unsent.remind(now):
            reminded = day
        with time_machine.travel(now, tick=False):
            if unsent.end(now):
                ended = day
    return reminded, ended


def test_it_is_reminded_of_two_weeks_before_and_goes_after_its_last_day():
    assert days_later(begun(), 100) == (76, 91)


def test_the_day_that_is_named_is_the_last_one():
    draft = begun()
    named = unsent.kept_until(draft)
    unsent.remind(draft.updated_at + timedelta(days=76))

    draft.refresh_from_db()
    assert unsent.kept_until(draft) == named == timezone.localdate() + timedelta(days=90)


def test_another_answer_begins_the_time_anew_and_earns_a_new_reminder():
    draft = begun(days_ago=80)
    unsent.remind(timezone.now())

    draft = submissions.save(submission=draft, client="tab", seq=2, changes={"q_pets": False}, by=draft.respondent)

    assert (draft.reminded_at, unsent.remind(timezone.now())) == (None, 0)
    assert unsent.kept_until(draft) == timezone.localdate() + timedelta(days=90)
    assert unsent.remind(timezone.now() + timedelta(days=76)) == 1


def test_a_late_write_of_an_old_tab_is_no_answer():
    draft = begun(days_ago=80)

    submissions.save(submission=draft, client="tab", seq=1, changes={"q_pets": False}, by=draft.respondent)

    assert unsent.remind(timezone.now()) == 1


def test_a_draft_that_was_left_for_years_is_reminded_of_first_and_goes_two_weeks_later():
    draft = begun(days_ago=900)
    now = timezone.now()

    before = [unsent.end(now), unsent.remind(now), unsent.end(now + timedelta(days=14))]
    after = unsent.end(now + timedelta(days=15))

    assert (before, after) == ([0, 1, 0], 1)
    draft.refresh_from_db()
    assert draft.ended_on is not None


def test_a_shorter_setting_takes_no_draft_that_nobody_was_told_of(settings):
    draft = begun(days_ago=50)
    settings.DRAFT_DAYS = 30

    ended, named = unsent.end(timezone.now()), unsent.kept_until(draft)

    assert (ended, named) == (0, timezone.localdate() + timedelta(days=14))


def test_answers_and_files_are_gone_with_one_run_of_the_purge():
    draft = begun(days_ago=900)
    photo = UploadFactory(form=draft.version.form, owner=draft.respondent)
    Upload.objects.filter(pk=photo.pk).update(created_at=draft.updated_at)
    Submission.objects.filter(pk=draft.pk).update(answers={"q_pets": True, "q_pics": [str(photo.uid)]})
    unsent.remind(timezone.now())

    with time_machine.travel(timezone.now() + timedelta(days=15), tick=False):
        dry = due.run_purges(timezone.now(), dry_run=True)
        counts = due.run_purges(timezone.now())

    draft.refresh_from_db()
    assert (draft.answers, draft.purged_at is None, Upload.objects.count()) == ({}, False, 0)
    ends = "drafts that nobody goes on with"
    assert (dry[ends], counts[ends], counts["answers"]) == (1, 1, 1)


def test_what_was_sent_or_has_ended_otherwise_is_left_alone():
    sent, ended = begun(days_ago=900), begun(days_ago=900)
    Submission.objects.filter(pk=sent.pk).update(submitted_at=sent.updated_at)
    submissions.set_purge(submission=ended, days=30)

    assert (unsent.remind(timezone.now()), unsent.end(timezone.now())) == (0, 0)


def test_it_is_done_once():
    begun(days_ago=900)
    now, later = timezone.now(), timezone.now() + timedelta(days=15)

    assert [unsent.remind(now), unsent.remind(now), unsent.end(later), unsent.end(later)] == [1, 0, 1, 0]


def test_more_than_one_batch_goes_on_the_same_day(monkeypatch):
    monkeypatch.setattr(unsent, "AT_ONCE", 2)
    form = FormFactory()
    for _number in range(5):
        begun(form, days_ago=900)

    counts = [unsent.remind(timezone.now()), unsent.end(timezone.now() + timedelta(days=15))]

    assert counts == [5, 5]


@pytest.mark.parametrize("work", [unsent.remind, unsent.end], ids=["remind", "end"])
def test_drafts_that_are_not_due_cost_nothing(work):
    form = FormFactory()

    def queries():
        with CaptureQueriesContext(connection) as found:
            work(timezone.now())
        return len(found)

    begun(form, days_ago=10)
    one = queries()
    begun(form, days_ago=20)
    begun(form, days_ago=30)

    assert queries() == one


def test_looking_for_loose_files_costs_the_same_for_one_draft_and_for_three(monkeypatch):
    form = FormFactory()

    def kept_file():
        draft = begun(form)
        photo = UploadFactory(form=form, owner=draft.respondent)
        Submission.objects.filter(pk=draft.pk).update(answers={"q_pics": [str(photo.uid)]})

    def queries():
        with CaptureQueriesContext(connection) as found:
            assert retention.uploads.reap_unclaimed(timezone.now() + timedelta(days=3)) == 0
        return len(found)

    kept_file()
    one = queries()
    kept_file()
    kept_file()

    assert queries() == one
