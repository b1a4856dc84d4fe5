"""Answers go on their day, with their files; that they were sent stays."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forms_builder.models import DraftOp, Review, Submission, Upload
from forms_builder.services import drafts, retention, submissions
from petbuddy import storage
from tests.factories.accounts import UserFactory
from tests.factories.forms import FormFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent():
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

    retention.purge(timezone.now() + timedelta(days=29))
    assert DraftOp.objects.count() == 1

    retention.purge(timezone.now() + timedelta(days=31))
    assert DraftOp.objects.count() == 0
