"""Deleting answers: the right asked for each, nothing foreign touched, only the count left."""

import pytest

from accounts.models import AuditEntry
from forms_builder.models import Review, Tally, Upload
from forms_builder.services import results
from notifications.models import Notification
from petbuddy import storage
from petbuddy.errors import Forbidden, Missing
from tests.factories.accounts import UserFactory
from tests.factories.forms import FormFactory
from tests.factories.results import send
from tests.forms_builder.definitions import pets
from tests.forms_builder.selectors.test_results import read
from tests.forms_builder.test_exporting import add_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def form():
    return FormFactory(draft=pets())


def test_the_answers_go_for_good_and_the_count_stays(form):
    sent = send(form, q_home="c_flat", q_why="Spam")
    key = add_file(sent, "q_pics").key
    Review.objects.create(submission=sent, reviewer=form.owner, score=1)

    count = results.delete(form=form, uids=[sent.uid], by=form.owner)

    sent.refresh_from_db()
    assert (count, sent.answers, sent.lookup, sent.purged_at is None) == (1, {}, "", False)
    assert [model.objects.count() for model in (Upload, Review, Tally)] == [0, 0, 0]
    assert not storage.private_storage().exists(key)
    assert read(form).sent_count == 1


def test_nobody_is_told_but_the_audit_trail_knows(form):
    sent = send(form, q_why="Spam")

    results.delete(form=form, uids=[sent.uid], by=form.owner)

    entry = AuditEntry.objects.get(action="results.deleted")
    assert (entry.actor, entry.ref) == (form.owner, f"forms_builder.submission:{sent.pk}")
    assert Notification.objects.count() == 0


def test_doing_it_twice_changes_nothing(form):
    sent = send(form, q_why="Spam")
    results.delete(form=form, uids=[sent.uid], by=form.owner)

    again = results.delete(form=form, uids=[sent.uid], by=form.owner)

    assert (again, AuditEntry.objects.filter(action="results.deleted").count()) == (0, 1)


def test_one_foreign_among_them_and_nothing_is_deleted(form):
    own, foreign = send(form, q_why="Own"), send(FormFactory(draft=pets()), q_why="Foreign")

    with pytest.raises(Missing):
        results.delete(form=form, uids=[own.uid, foreign.uid], by=form.owner)

    own.refresh_from_db()
    foreign.refresh_from_db()
    assert (own.answers, foreign.answers) == ({"q_why": "Own"}, {"q_why": "Foreign"})


@pytest.mark.parametrize("uids", [[], ["x"], ["00000000-0000-4000-8000-000000000000"]])
def test_nobody_chosen_is_nobody_deleted(form, uids):
    with pytest.raises(Missing):
        results.delete(form=form, uids=uids, by=form.owner)


def test_only_with_the_right_and_not_while_suspended(form):
    sent = send(form, q_why="Own")

    with pytest.raises(Forbidden):
        results.delete(form=form, uids=[sent.uid], by=UserFactory())
    form.owner.suspended_until = UserFactory.build(suspended=True).suspended_until
    with pytest.raises(Forbidden):
        results.delete(form=form, uids=[sent.uid], by=form.owner)

    sent.refresh_from_db()
    assert sent.answers == {"q_why": "Own"}
