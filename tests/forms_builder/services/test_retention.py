"""Answers go on their day, with their files; that they were sent stays."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.storage import storages
from django.core.management import call_command
from django.utils import timezone

from forms_builder.models import DraftOp, Form, Review, Submission, Tally, Upload
from forms_builder.permissions import grant
from forms_builder.services import deadlines, drafts, forms, retention, submissions
from petbuddy import storage
from petbuddy.errors import Forbidden
from petbuddy.storage import StorageUnavailable
from petbuddy.storage_settings import storages as storages_of
from tests.factories.accounts import UserFactory
from tests.factories.forms import FormFactory
from tests.petbuddy.test_storage import Environment

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["folders", "buckets"])
def places(request, settings, tmp_path):
    """Both kinds of storage, with real files in each."""
    if request.param == "folders":
        values, var_dir = {}, tmp_path
    else:
        values, var_dir = request.getfixturevalue("s3_server").environment(), "unused"
    settings.STORAGES = settings.STORAGES | storages_of(Environment(values), var_dir)


@pytest.fixture
def sent(places):
    """A sent submission with a stored file, whose day is today."""
    form = FormFactory()
    person = UserFactory()
    draft = submissions.start(version=form.live_version, respondent=person, language="en")
    key = storage.new_key("answers", "webp")
    storage.save_bytes(storage.private_storage(), key, b"picture", "image/webp")
    Upload.objects.create(form=form, question_id="q_pics", submission=draft, owner=person, state="ready", key=key)
    Review.objects.create(submission=draft, reviewer=form.owner, note="Kind")
    Submission.objects.filter(pk=draft.pk).update(
        answers={"q_pets": True}, submitted_at=timezone.now(), purge_on=timezone.localdate()
    )
    draft.refresh_from_db()
    return draft


def test_on_its_day_nothing_personal_is_left(sent):
    key = sent.uploads.get().key

    count = retention.purge(timezone.now())

    sent.refresh_from_db()
    assert (count, sent.answers, sent.purged_at is None, sent.submitted_at is None) == (1, {}, False, False)
    assert not sent.uploads.exists()
    assert not sent.reviews.exists()
    assert not storage.private_storage().exists(key)


def test_a_day_before_nothing_happens(sent):
    count = retention.purge(timezone.now() - timedelta(days=1))

    sent.refresh_from_db()
    assert (count, sent.answers) == (0, {"q_pets": True})


def test_a_dry_run_only_counts(sent):
    count = retention.purge(timezone.now(), dry_run=True)

    sent.refresh_from_db()
    assert (count, sent.answers) == (1, {"q_pets": True})


def test_it_is_done_once(sent):
    retention.purge(timezone.now())

    assert retention.purge(timezone.now()) == 0


def test_the_history_of_edits_is_kept_thirty_days():
    form = FormFactory(live=False)
    rename = {"op": "set", "id": "q_pets", "prop": "label", "value": "New"}
    drafts.apply(form=form, by=form.owner, base_rev=1, ops=[rename])

    retention.purge_history(timezone.now() + timedelta(days=29))
    assert DraftOp.objects.count() == 1

    retention.purge_history(timezone.now() + timedelta(days=31))
    assert DraftOp.objects.count() == 0


def tallies():
    return {(row.question_id, row.value): row.count for row in Tally.objects.all()}


def test_counts_outlive_the_answers_and_nobody_stands_behind_them(sent):
    retention.purge(timezone.now())

    assert tallies() == {("q_pets", ""): 1, ("q_pets", "true"): 1}


def test_what_was_taken_back_is_not_even_counted(sent):
    submissions.withhold(submission=sent)

    retention.purge(timezone.now())

    assert tallies() == {}


def test_a_second_run_counts_nothing_twice(sent):
    retention.purge(timezone.now())
    retention.forget(submission=sent, now=timezone.now())

    assert tallies() == {("q_pets", ""): 1, ("q_pets", "true"): 1}


def test_more_than_one_batch_is_emptied_on_the_same_day():
    form = FormFactory()
    people = UserFactory.create_batch(3)
    today = timezone.localdate()
    Submission.objects.bulk_create(
        Submission(
            version=form.live_version,
            respondent=people[number % 3],
            answers={"q_pets": number % 2 == 0},
            submitted_at=timezone.now(),
            purge_on=today,
        )
        for number in range(510)
    )

    count = retention.purge(timezone.now())

    assert (count, Submission.objects.filter(purged_at=None).count()) == (510, 0)
    assert tallies() == {("q_pets", ""): 510, ("q_pets", "true"): 255, ("q_pets", "false"): 255}


def test_the_command_tells_before_it_deletes(sent, capsys):
    call_command("purge", "--dry-run")

    sent.refresh_from_db()
    assert "answers" in capsys.readouterr().out
    assert sent.answers == {"q_pets": True}


def ended_after(days, *, kept=None, later=None):
    """A sheet sent to a form that keeps answers `kept` days (`later`: what it says by the decision), ended now."""
    form = FormFactory(retention_days=kept)
    draft = submissions.start(version=form.live_version, respondent=UserFactory(), language="en")
    submissions.save(
        submission=draft, client="tab", seq=1, changes={"q_day1": "Us", "q_pets": True}, by=draft.respondent
    )
    row = submissions.submit(submission=draft, by=draft.respondent)
    form.retention_days = later
    form.save()
    row = Submission.objects.select_related("version__form").get(pk=row.pk)
    submissions.set_purge(submission=row)
    with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
        retention.purge(timezone.now())
    row.refresh_from_db()
    return row


@pytest.mark.parametrize(
    ("kept", "later", "operator", "days"),
    [
        (None, None, 182, 182),
        (30, 30, 182, 30),
        (400, 400, 182, 182),
        (30, 90, 182, 30),  # lengthened after she was promised 30
        (90, 30, 182, 30),
        (90, 90, 10, 10),
    ],
)
def test_answers_go_on_the_shortest_of_the_promised_days_and_not_before(settings, kept, later, operator, days):
    settings.RETENTION_DAYS = operator

    day_before = ended_after(days - 1, kept=kept, later=later)
    on_the_day = ended_after(days, kept=kept, later=later)

    assert (day_before.purged_at, on_the_day.answers) == (None, {})
    assert day_before.answers == {"q_day1": "Us", "q_pets": True}


def test_what_was_searched_by_goes_with_the_answers():
    row = ended_after(182)

    assert row.lookup == ""


def test_a_storage_that_is_away_leaves_the_answers_due_until_the_next_run(sent, monkeypatch):
    def away(name):
        raise OSError("away")

    with monkeypatch.context() as broken:
        broken.setattr(storages["private"], "delete", away)
        with pytest.raises(StorageUnavailable):
            retention.purge(timezone.now())

    sent.refresh_from_db()
    assert (sent.purged_at, sent.answers) == (None, {"q_pets": True})
    assert retention.purge(timezone.now()) == 1


def answered(form, *, decided_ago=None):
    """Answers that were sent, and decided about so many days ago."""
    draft = submissions.start(version=form.live_version, respondent=UserFactory(), language="en")
    changes = {"q_day1": "Us", "q_pets": True}
    submissions.save(submission=draft, client="tab", seq=1, changes=changes, by=draft.respondent)
    row = submissions.submit(submission=draft, by=draft.respondent)
    if decided_ago is not None:
        with time_machine.travel(timezone.now() - timedelta(days=decided_ago), tick=False):
            submissions.set_purge(submission=Submission.objects.select_related("version__form").get(pk=row.pk))
    row.refresh_from_db()
    return row


def limited_to(form, days, by=None):
    forms.limit(form=form, by=by or form.owner, accepts_from=None, accepts_until=None, retention_days=days)


def days_left(row):
    row.refresh_from_db()
    return (row.purge_on - timezone.localdate()).days


def test_a_shorter_limit_brings_the_days_forward_that_are_set():
    form, other = FormFactory(), FormFactory()
    row, foreign = answered(form, decided_ago=10), answered(other, decided_ago=10)

    limited_to(form, 30)

    assert (days_left(row), days_left(foreign)) == (20, 172)


def test_a_longer_limit_moves_no_day_back():
    form = FormFactory(retention_days=30)
    row = answered(form, decided_ago=10)

    for days in (90, None, 30, 182):
        limited_to(form, days)

    assert days_left(row) == 20


def test_what_nobody_decided_about_gets_no_day():
    form = FormFactory()
    row = answered(form)

    limited_to(form, 1)

    row.refresh_from_db()
    assert (row.ended_on, row.purge_on) == (None, None)


def test_what_was_begun_under_a_shorter_limit_keeps_it_however_the_form_changes_before_it_is_sent():
    form = FormFactory(retention_days=30)
    draft = submissions.start(version=form.live_version, respondent=UserFactory(), language="en")
    limited_to(form, 120)
    draft = Submission.objects.select_related("version__form").get(pk=draft.pk)

    told = deadlines.days_promised(draft)
    submissions.save(submission=draft, client="tab", seq=1, changes={"q_pets": True}, by=draft.respondent)

    draft.refresh_from_db()
    assert (told, draft.kept_days) == (30, 30)


def test_a_promise_that_became_shorter_while_she_wrote_is_the_one_that_holds():
    form = FormFactory(retention_days=120)
    draft = submissions.start(version=form.live_version, respondent=UserFactory(), language="en")
    limited_to(form, 30)
    submissions.save(submission=draft, client="tab", seq=1, changes={"q_pets": True}, by=draft.respondent)
    limited_to(form, 120)

    draft = Submission.objects.select_related("version__form").get(pk=draft.pk)
    assert deadlines.days_promised(draft) == 30


def test_the_operators_shorter_limit_holds_at_the_next_purge(settings):
    form, strict = FormFactory(), FormFactory(retention_days=15)
    old, newer, strictest = answered(form, decided_ago=25), answered(form, decided_ago=10), answered(strict)
    settings.RETENTION_DAYS = 20

    counted = retention.purge(timezone.now(), dry_run=True)
    untouched = days_left(newer)
    emptied = retention.purge(timezone.now())

    old.refresh_from_db()
    assert (counted, emptied, old.answers, untouched, days_left(newer)) == (1, 1, {}, 172, 10)
    strictest.refresh_from_db()
    assert strictest.purge_on is None


def test_a_forms_limit_that_was_written_by_another_way_holds_at_the_next_purge():
    form = FormFactory()
    row, newer = answered(form, decided_ago=40), answered(form, decided_ago=10)
    Form.objects.filter(pk=form.pk).update(retention_days=30)

    counted, emptied = retention.purge(timezone.now(), dry_run=True), retention.purge(timezone.now())

    row.refresh_from_db()
    assert (counted, emptied, row.answers, days_left(newer)) == (1, 1, {}, 20)


def test_many_days_come_forward_in_batches(monkeypatch):
    monkeypatch.setattr(deadlines, "AT_ONCE", 2)
    form = FormFactory()
    rows = [answered(form, decided_ago=ago) for ago in (1, 2, 3, 4, 5)]

    moved = deadlines.shorten(Form(pk=form.pk, retention_days=100))

    assert (moved, [days_left(row) for row in rows]) == (5, [99, 98, 97, 96, 95])


def test_opened_again_it_has_no_day_and_a_shorter_limit_gives_it_none():
    form = FormFactory()
    row = answered(form, decided_ago=10)
    submissions.keep(submission=row)

    limited_to(form, 1)

    row.refresh_from_db()
    assert (row.ended_on, row.purge_on) == (None, None)


def test_whoever_may_not_delete_answers_does_not_do_it_by_a_shorter_limit():
    form, helper = FormFactory(), UserFactory()
    grant(form=form, user=helper, rights=["publish_form"])
    row = answered(form, decided_ago=10)

    with pytest.raises(Forbidden):
        limited_to(form, 5, by=helper)
    limited_to(form, 400, by=helper)

    form.refresh_from_db()
    assert (form.retention_days, days_left(row)) == (400, 172)
