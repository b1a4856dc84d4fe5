"""How is it going: asked on its day, answered from the link without signing in, and never after the pet came back."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from adoption.models import Attachment, FollowUp, Post
from adoption.services import adoptions, followups, reservations
from petbuddy.errors import Conflict, Forbidden, Invalid, Missing
from tests.adoption.scenes import applied, published, state_of, told
from tests.factories.accounts import UserFactory
from tests.petbuddy.pictures import photo

pytestmark = pytest.mark.django_db
State = FollowUp.State


@pytest.fixture
def adoption():
    post = published(name="橘子")
    reservations.reserve(application=applied(post), by=post.giver)
    return reservations.complete(post=post, by=post.giver)


def on(adoption, days):
    return adoption.handed_over_at + timedelta(days=days)


def asked(adoption):
    """The first follow-up, sent on its day."""
    followups.send_due(on(adoption, 7))
    return adoption.follow_ups.first()


def people(adoption):
    return adoption.application.applicant, adoption.application.post.giver


def test_the_plan_is_week_one_and_months_one_three_and_six(adoption):
    day = timezone.localdate(adoption.handed_over_at)

    assert [(row.due_on - day).days for row in adoption.follow_ups.all()] == [7, 30, 91, 182]
    assert {row.state for row in adoption.follow_ups.all()} == {State.PLANNED}


def test_each_is_asked_once_on_its_day(adoption):
    adopter, _giver = people(adoption)
    before = len(told(adopter))

    counts = [followups.send_due(on(adoption, days)) for days in (6, 7, 7, 8)]

    assert counts == [0, 1, 0, 0]
    assert told(adopter)[before:] == ["follow_up_due"]


def test_the_link_answers_without_signing_in_with_words_and_photos(adoption):
    row, (adopter, giver) = asked(adoption), people(adoption)
    file = SimpleUploadedFile("home.jpg", photo(), "image/jpeg")

    followups.answer(token=followups.token(row), mood="great", words="會自己開門了", weight=4, files=[file])

    row.refresh_from_db()
    assert (row.state, row.mood, row.words, row.weight) == (State.ANSWERED, "great", "會自己開門了", 4)
    assert (Attachment.objects.get().follow_up, Attachment.objects.get().owner) == (row, adopter)
    assert told(giver)[-1] == "follow_up_received"
    assert row.adoption.story_consent_at is None


def test_only_the_hash_of_the_link_is_stored(adoption):
    row = adoption.follow_ups.first()

    assert followups.by_token(followups.token(row)) == row
    with pytest.raises(Missing):
        followups.by_token(row.token_hash)


def test_it_is_answered_once_and_not_before_its_day(adoption):
    first = asked(adoption)
    followups.answer(token=followups.token(first), mood="fine")
    codes = []

    for row in (first, adoption.follow_ups.last()):
        with pytest.raises(Conflict) as refusal:
            followups.answer(token=followups.token(row), mood="fine")
        codes.append(refusal.value.code)

    assert codes == ["answered", "not_due"]


@pytest.mark.parametrize(
    "given", [{"mood": "so-so"}, {"mood": "fine", "words": "字" * 5001}, {"mood": "fine", "weight": 0}]
)
def test_what_makes_no_sense_is_refused(adoption, given):
    row = asked(adoption)

    with pytest.raises(Invalid):
        followups.answer(token=followups.token(row), **given)

    assert state_of(row) == State.SENT


def test_signed_in_only_the_adopter_answers(adoption):
    row, (adopter, giver) = asked(adoption), people(adoption)

    for person in (giver, UserFactory()):
        with pytest.raises(Forbidden):
            followups.answer(follow_up=row, by=person, mood="fine")
    assert followups.answer(follow_up=row, by=adopter, mood="fine").state == State.ANSWERED


def test_silence_brings_a_reminder_and_then_the_giver_hears(adoption):
    row, (adopter, giver) = asked(adoption), people(adoption)
    before = len(told(adopter)), len(told(giver))

    for days in (13, 14, 14, 16):
        followups.remind_overdue(on(adoption, days))
        followups.tell_givers(on(adoption, days))
    quiet = told(giver)[before[1] :]
    for _ in range(2):
        followups.tell_givers(on(adoption, 17) + timedelta(minutes=1))

    assert state_of(row) == State.OVERDUE
    assert told(adopter)[before[0] :] == ["follow_up_due"]
    assert (quiet, told(giver)[before[1] :]) == ([], ["follow_up_overdue"])


def test_an_overdue_one_can_still_be_answered(adoption):
    row = asked(adoption)
    followups.remind_overdue(on(adoption, 15))

    assert followups.answer(token=followups.token(row), mood="hard").state == State.ANSWERED


def test_giving_the_animal_back_ends_the_plan_and_pauses_the_post(adoption):
    first = asked(adoption)
    followups.answer(token=followups.token(first), mood="hard")
    post = adoption.application.post

    adoptions.take_back(adoption=adoption, by=post.giver)

    states = [row.state for row in adoption.follow_ups.all()]
    assert states == [State.ANSWERED, State.CANCELLED, State.CANCELLED, State.CANCELLED]
    assert state_of(post) == Post.State.PAUSED
    with pytest.raises(Conflict):
        adoptions.take_back(adoption=adoption, by=post.giver)


def test_only_the_giver_takes_the_animal_back(adoption):
    with pytest.raises(Forbidden):
        adoptions.take_back(adoption=adoption, by=adoption.application.applicant)
