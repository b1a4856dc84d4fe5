"""What all answers add up to: over all versions, with renamed and deleted options, and with what is no longer kept."""

import pytest
from django.utils import timezone

from forms_builder.selectors.answer_filters import Filters
from forms_builder.selectors.summaries import summary
from forms_builder.services import results as deleting
from forms_builder.services import retention, submissions
from tests.factories.forms import FormFactory
from tests.factories.results import send
from tests.forms_builder.definitions import pets
from tests.forms_builder.selectors.test_results import read, republish

pytestmark = pytest.mark.django_db


@pytest.fixture
def form():
    return FormFactory(draft=pets())


def of(form, question_id, *, filters=None, **kwargs):
    return next(line for line in summary(read(form, **kwargs), filters) if line.column.id == question_id)


def counts(line):
    return [(bar.label, bar.count, bar.percent) for bar in line.bars]


def test_a_renamed_option_keeps_its_bar_and_says_what_it_was(form):
    send(form, q_home="c_flat")
    republish(form, {"op": "set", "id": "c_flat", "prop": "label", "value": "Apartment"})
    send(form, q_home="c_flat")
    send(form, q_home={"other": "A boat"})

    home = of(form, "q_home")

    assert counts(home) == [("Apartment", 2, 67), ("House", 0, 0), ("", 1, 33)]
    assert home.bars[0].was == ["Flat"]


def test_a_deleted_option_keeps_its_bar_as_removed(form):
    send(form, q_home="c_house")
    tent = {"label": "Tent"}
    republish(
        form,
        {"op": "add", "id": "c_tent", "parent": "q_home", "after": None, "value": tent},
        {"op": "remove", "id": "c_house"},
    )

    bars = {bar.label: (bar.count, bar.is_removed) for bar in of(form, "q_home").bars}

    assert bars == {"Tent": (0, False), "Flat": (0, False), "House": (1, True)}


def test_a_deleted_question_is_summed_up_as_removed(form):
    send(form, q_calm=5)
    send(form, q_calm=4)
    republish(form, {"op": "remove", "id": "q_calm"})

    calm = of(form, "q_calm")

    assert (calm.column.is_removed, calm.answered) == (True, 2)
    assert [bar.count for bar in calm.bars] == [0, 0, 0, 1, 1]


def test_several_choices_are_counted_per_person(form):
    send(form, q_has=["c_cat", "c_dog"])
    send(form, q_has=["c_cat"])

    assert counts(of(form, "q_has")) == [("Cat", 2, 100), ("Dog", 1, 50)]


def test_numbers_have_their_spread_and_a_histogram(form):
    for age in (20, 30, 30, 41.5):
        send(form, q_age=age)

    age = of(form, "q_age")

    assert (age.spread.least, age.spread.median, age.spread.mean, age.spread.most) == (20, 30, 30.4, 41.5)
    assert [(bar.label, bar.count) for bar in age.bars] == [("20", 1), ("30", 2), ("41.5", 1)]


def test_many_different_numbers_are_put_into_equal_stretches(form):
    for age in range(0, 81, 4):
        send(form, q_age=age)

    bars = of(form, "q_age").bars

    assert ([bar.label for bar in bars][:2], len(bars), sum(bar.count for bar in bars)) == (["0–10", "10–20"], 8, 21)


def test_days_have_first_and_last_and_bars_by_decade(form):
    for day in ("1970-01-01", "1988-06-01", "1989-01-01", "2001-02-03"):
        send(form, q_born=day)

    born = of(form, "q_born")

    assert (born.spread.least.year, born.spread.most.year) == (1970, 2001)
    assert [(bar.label, bar.count) for bar in born.bars] == [("1970–1979", 1), ("1980–1989", 2), ("2000–2009", 1)]


def test_of_texts_the_latest_are_shown(form):
    for number in range(7):
        send(form, q_why=f"Reason {number}")

    why = of(form, "q_why")

    assert (why.answered, [words for _uid, words in why.latest]) == (7, [f"Reason {n}" for n in (6, 5, 4, 3, 2)])


def test_private_questions_are_not_summed_up_for_whoever_may_not_read_them(form):
    send(form, q_secret=True, q_age=40)

    shown = {line.column.id for line in summary(read(form, private=False))}

    assert shown & {"q_secret", "q_age", "q_phone", "q_lease"} == set()


def test_what_is_no_longer_kept_still_counts(form):
    old = send(form, q_home="c_flat", q_why="Old")
    send(form, q_home="c_flat", q_why="New")
    retention.forget(submission=old, now=timezone.now())

    home, why = of(form, "q_home"), of(form, "q_why")

    assert (home.answered, home.kept, home.bars[0].count) == (2, 1, 2)
    assert (why.answered, why.past, [words for _uid, words in why.latest]) == (2, 1, ["New"])


def test_a_filtered_summary_counts_only_what_can_still_be_read(form):
    old = send(form, q_home="c_flat")
    send(form, q_home="c_flat")
    retention.forget(submission=old, now=timezone.now())

    home = of(form, "q_home", filters=Filters(options=(("q_home", "c_flat"),)))

    assert (home.answered, home.bars[0].count) == (1, 1)


def test_a_summary_counts_only_those_whom_the_words_leave(form):
    send(form, q_home="c_flat", q_why="My grandmother had rabbits")
    send(form, q_home="c_house", q_why="I work at home")

    home = of(form, "q_home", filters=Filters(words="rabbits"))

    assert counts(home) == [("Flat", 1, 100), ("House", 0, 0)]


def test_what_was_private_once_is_not_told_by_the_counts_that_outlive_it(form):
    republish(form, {"op": "set", "id": "q_home", "prop": "private", "value": True})
    old = send(form, q_home="c_flat")
    republish(form, {"op": "set", "id": "q_home", "prop": "private", "value": None})
    retention.forget(submission=old, now=timezone.now())

    open_to_her, of_the_owner = of(form, "q_home", private=False), of(form, "q_home")

    assert [(line.answered, line.bars[0].count) for line in (open_to_her, of_the_owner)] == [(0, 0), (1, 1)]


def test_what_was_taken_back_or_deleted_counts_no_more(form):
    submissions.withhold(submission=send(form, q_home="c_flat"))
    gone = send(form, q_home="c_flat")
    deleting.delete(form=form, uids=[gone.uid], by=form.owner)

    assert of(form, "q_home").answered == 0


def test_the_summary_costs_the_same_however_many_answered(form, django_assert_num_queries):
    send(form, q_home="c_flat")
    with django_assert_num_queries(4):
        summary(read(form))
    for _number in range(3):
        send(form, q_home="c_flat")

    with django_assert_num_queries(4):
        summary(read(form))
