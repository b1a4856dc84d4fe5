"""What was sent, as a giver reads it: over all versions, with the rights asked, at a constant price."""

from datetime import date, timedelta

import pytest
from django.utils import timezone, translation

from forms_builder.models import Review, Submission
from forms_builder.selectors.answer_filters import Filters
from forms_builder.selectors.results import Reader, Results
from forms_builder.services import drafts, retention, submissions, versions
from tests.factories.accounts import UserFactory
from tests.factories.forms import FormFactory
from tests.factories.results import send
from tests.forms_builder.definitions import pets

pytestmark = pytest.mark.django_db


@pytest.fixture
def form():
    return FormFactory(draft=pets())


def read(form, *, private=True, review=True, language="en"):
    return Results(form, Reader(user=form.owner, may_see_private=private, may_review=review), language=language)


def republish(form, *ops):
    drafts.apply(form=form, by=form.owner, base_rev=form.draft_rev, ops=list(ops))
    versions.publish(form=form, by=form.owner)
    form.refresh_from_db()


def texts(row):
    return [cell.text for cell in row.cells]


def names(results, **asked):
    return [row.name for row in results.page(1, Filters(**asked))]


def test_a_row_for_each_who_sent_with_words_instead_of_ids(form):
    send(form, q_home="c_flat", q_phone="0912345678", q_why="Company")
    Submission.objects.create(version=form.live_version, respondent=UserFactory(), answers={"q_why": "A draft"})

    [row] = read(form).page(1)

    assert texts(row)[:3] == ["Flat", "0912345678", "Company"]


def test_private_answers_need_their_own_right(form):
    send(form, q_phone="0912345678", q_why="Company")

    [row] = read(form, private=False).page(1)

    assert texts(row)[:3] == ["", "", "Company"]
    assert [cell.is_withheld for cell in row.cells][:3] == [False, True, False]


def test_private_answers_are_not_found_by_their_words_either(form):
    send(form, q_phone="0912345678", q_why="Company")

    assert names(read(form, private=False), words="0912") == []
    assert names(read(form, private=True), words="0912") == ["Yi-Chun"]


@pytest.mark.parametrize(
    "filters",
    [
        {"options": (("q_secret", "true"),)},
        {"options": (("q_secret", "false"),)},
        {"sort": "q_age"},
        {"sort": "-q_age"},
    ],
)
def test_nobody_learns_a_private_answer_by_filtering_or_sorting(form, filters):
    send(form, name="Old", q_secret=True, q_age=90)
    send(form, name="Young", q_secret=True, q_age=20)

    found = names(read(form, private=False), **filters)

    assert found == ([] if "options" in filters else ["Young", "Old"])


def test_what_was_private_when_it_was_asked_stays_private(form):
    send(form, q_phone="0912345678")
    republish(form, {"op": "set", "id": "q_phone", "prop": "private", "value": False})
    send(form, name="Wei", q_phone="0922333444")

    new, old = read(form, private=False).page(1)

    assert (new.cells[1].text, old.cells[1].text, old.cells[1].is_withheld) == ("0922333444", "", True)
    assert names(read(form, private=False), words="0912") == []


def public(question_id):
    """The edit after which everybody may read that question's new answers."""
    return {"op": "set", "id": question_id, "prop": "private", "value": False}


def test_nobody_filters_by_what_was_private_when_it_was_asked(form):
    send(form, name="Old", q_secret=True)
    republish(form, public("q_secret"))
    send(form, name="New", q_secret=True)

    found = names(read(form, private=False), options=(("q_secret", "true"),))

    assert found == ["New"]


def test_nobody_sorts_by_what_was_private_when_it_was_asked(form):
    send(form, name="Old and young", q_age=20)
    send(form, name="Old and aged", q_age=90)
    republish(form, public("q_age"))
    send(form, name="New", q_age=50)

    found = [names(read(form, private=False), sort=sort) for sort in ("q_age", "-q_age")]

    assert found == [["New", "Old and aged", "Old and young"]] * 2  # hers alone is in order, the others by day


def test_what_became_private_is_closed_for_old_answers_too(form):
    send(form, q_why="Company")
    republish(form, {"op": "set", "id": "q_why", "prop": "private", "value": True})

    [row] = read(form, private=False).page(1)

    assert row.cells[2].is_withheld
    assert names(read(form, private=False), words="company") == []


def test_what_was_taken_back_leaves_name_and_date(form):
    sent = send(form, q_why="Company")
    submissions.withhold(submission=sent)

    [row] = read(form).page(1)

    assert (row.name, row.sent_at, row.end, set(texts(row))) == ("Yi-Chun", sent.submitted_at, "withheld", {""})
    assert names(read(form), words="company") == []


def test_after_its_day_name_and_date_are_left(form):
    sent = send(form, q_why="Company")
    retention.forget(submission=sent, now=timezone.now())

    [row] = read(form).page(1)

    assert (row.name, row.end, set(texts(row))) == ("Yi-Chun", "purged", {""})


def test_whoever_left_is_a_former_member_and_not_found_by_name(form):
    sent = send(form, name="Yi-Chun", q_why="Company")
    sent.respondent.erased_at = timezone.now()
    sent.respondent.save()

    with translation.override("en"):
        assert names(read(form)) == ["Former member"]
    assert names(read(form), words="yi-chun") == []


def test_an_old_answer_keeps_the_words_it_was_given_and_both_wordings_can_be_proved(form):
    send(form, q_home="c_flat")
    republish(form, {"op": "set", "id": "c_flat", "prop": "label", "value": "Apartment"})
    send(form, q_home="c_flat")

    results = read(form)
    new, old = results.page(1)

    assert (new.cells[0].text, new.number, old.cells[0].text, old.number) == ("Apartment", 2, "Flat", 1)
    first, second = results.asks.versions.values()
    assert first.sha256 != second.sha256


def test_a_reworded_question_says_what_it_was_and_a_removed_one_stays_readable(form):
    send(form, q_why="Company")
    republish(
        form,
        {"op": "set", "id": "q_home", "prop": "label", "value": "Where do you live?"},
        {"op": "remove", "id": "q_why"},
    )

    results = read(form)
    home, why = results.asks.column("q_home"), results.asks.column("q_why")

    assert (home.label, home.was) == ("Where do you live?", ["Your home?"])
    assert why.is_removed
    assert "Company" in texts(results.page(1)[0])


def test_a_changed_type_is_a_new_question_and_the_old_column_stays(form):
    send(form, q_why="Because I have 3 rooms")
    number = {"type": "number", "label": "Why?"}
    republish(
        form,
        {"op": "remove", "id": "q_why"},
        {"op": "add", "id": "q_rooms", "page": "p_one", "after": None, "value": number},
    )

    columns = {column.type: column for column in read(form).columns if column.label == "Why?"}

    assert (columns["number"].is_removed, columns["long_text"].is_removed) == (False, True)


def test_a_question_that_became_required_does_not_make_old_answers_wrong(form):
    send(form, q_home="c_flat")
    republish(form, {"op": "set", "id": "q_why", "prop": "required", "value": True})

    [row] = read(form).page(1)

    assert (row.end, row.cells[0].text, row.cells[2].text) == ("", "Flat", "")


def test_rows_are_found_by_question_by_words_and_by_name(form):
    send(form, name="Yi-Chun", q_why="A quiet home", q_home="c_house")
    send(form, name="Wei", q_why="My house is big")
    results = read(form)

    assert names(results, words="HOUSE") == ["Wei", "Yi-Chun"]
    assert names(results, question="q_home", words="house") == ["Yi-Chun"]
    assert names(results, words="yi-chun") == ["Yi-Chun"]
    assert names(results, question="q_why", words="yi-chun") == []


@pytest.mark.parametrize("words", ["100%", "a_b", "'; --", "\\", "q_home=c_flat", "\nq_home"])
def test_signs_that_mean_something_to_a_database_are_only_words(form, words):
    send(form, q_why="Nothing special", q_home="c_flat")

    assert names(read(form), words=words) == []


def test_what_somebody_typed_is_never_taken_for_an_option(form):
    send(form, q_why="x\nq_home=c_flat\ny")

    assert names(read(form), options=(("q_home", "c_flat"),)) == []


def test_rows_are_filtered_by_what_was_chosen(form):
    send(form, name="Flat", q_home="c_flat", q_has=["c_cat", "c_dog"], q_secret=True)
    send(form, name="House", q_home="c_house", q_has=["c_dog"], q_secret=False)
    send(form, name="Boat", q_home={"other": "A boat"})
    results = read(form)

    assert names(results, options=(("q_home", "c_flat"),)) == ["Flat"]
    assert names(results, options=(("q_has", "c_dog"),)) == ["House", "Flat"]
    assert names(results, options=(("q_has", "c_dog"), ("q_secret", "true"))) == ["Flat"]
    assert names(results, options=(("q_home", "other"),)) == ["Boat"]


def test_rows_are_filtered_by_day_version_and_score(form):
    today = timezone.localtime().replace(hour=12)
    send(form, name="Early", sent_at=today - timedelta(days=3))
    republish(form, {"op": "set", "id": "q_why", "prop": "label", "value": "Why a pet?"})
    late = send(form, name="Late", sent_at=today)
    Review.objects.create(submission=late, reviewer=form.owner, score=4)
    results, day = read(form), date.fromisoformat(today.date().isoformat())

    assert names(results, since=day) == ["Late"]
    assert names(results, until=day - timedelta(days=1)) == ["Early"]
    assert names(results, version=1) == ["Early"]
    assert names(results, least_score=4) == ["Late"]
    assert names(results, least_score=5) == []


def test_scores_are_for_reviewers_only(form):
    sent = send(form)
    Review.objects.create(submission=sent, reviewer=form.owner, score=4, note="Kind")

    [row] = read(form, review=False).page(1, Filters(least_score=5))

    assert (row.score, row.review) == (None, None)


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("newest", ["C", "B", "A"]),
        ("oldest", ["A", "B", "C"]),
        ("name", ["A", "B", "C"]),
        ("score", ["B", "C", "A"]),
        ("-q_age", ["B", "A", "C"]),
        ("q_age", ["A", "B", "C"]),
        ("q_born", ["B", "A", "C"]),
        ("q_no_such", ["C", "B", "A"]),
    ],
)
def test_rows_are_sorted(form, sort, order):
    now = timezone.now()
    send(form, name="A", sent_at=now - timedelta(hours=2), q_age=9, q_born="2001-02-03")
    best = send(form, name="B", sent_at=now - timedelta(hours=1), q_age=10, q_born="1970-01-01")
    send(form, name="C", sent_at=now)
    Review.objects.create(submission=best, reviewer=form.owner, score=5)

    assert names(read(form), sort=sort) == order


def test_the_rows_of_a_repeat_are_numbered_lines(form):
    send(form, q_list=[{"q_kind": "c_cats", "q_old": 3}, {"q_kind": "c_dogs"}])

    [row] = read(form).page(1)

    assert "1. Kind: Cat · Age: 3\n2. Kind: Dog" in texts(row)


def test_a_page_after_the_last_is_the_last(form):
    for number in range(26):
        send(form, name=f"P{number}", q_why="home")

    assert len(read(form).page(2)) == 1
    assert len(read(form).page(99, Filters(words="home"))) == 1


def test_one_stands_between_her_neighbors(form):
    first, second, third = send(form), send(form), send(form)

    before, after, place, count = read(form).neighbors(second, Filters(sort="oldest"))

    assert (before, after, place, count) == (first.uid, third.uid, 2, 3)
