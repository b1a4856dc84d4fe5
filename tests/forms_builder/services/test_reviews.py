"""Private scores and notes: kept for the reviewer, refused to everybody else."""

import pytest

from forms_builder.models import Review
from forms_builder.services import reviews
from petbuddy.errors import Forbidden, Invalid, Missing
from tests.adoption.scenes import applied, published
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def application():
    return applied(published())


def test_the_owner_of_the_form_keeps_one_review(application):
    giver = application.post.giver

    reviews.write(submission=application.submission, by=giver, score=3, note="a")
    reviews.write(submission=application.submission, by=giver, score=5, note=" b ")

    assert list(Review.objects.values_list("reviewer", "score", "note")) == [(giver.pk, 5, "b")]


def test_an_empty_review_is_taken_back(application):
    giver = application.post.giver
    reviews.write(submission=application.submission, by=giver, score=3)

    reviews.write(submission=application.submission, by=giver, score=None, note=" ")

    assert Review.objects.count() == 0


@pytest.mark.parametrize(("score", "note", "field"), [(0, "", "score"), (6, "", "score"), (None, "x" * 5001, "note")])
def test_what_is_no_score_or_too_long_is_refused(application, score, note, field):
    with pytest.raises(Invalid) as refused:
        reviews.write(submission=application.submission, by=application.post.giver, score=score, note=note)

    assert list(refused.value.errors) == [field]


def test_nobody_else_reviews(application):
    with pytest.raises(Forbidden):
        reviews.write(submission=application.submission, by=UserFactory(), score=3)


def test_what_was_withdrawn_is_no_longer_there_to_review(application):
    application.submission.withheld_at = application.submitted_at

    with pytest.raises(Missing):
        reviews.write(submission=application.submission, by=application.post.giver, score=3)
