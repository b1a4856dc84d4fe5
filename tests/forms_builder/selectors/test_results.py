"""What was sent, as a giver reads it: over all versions, with the rights asked, at a constant price."""

import pytest
from django.utils import timezone

from forms_builder.models import Submission
from forms_builder.selectors.results import Results
from forms_builder.services import drafts, versions
from tests.factories.accounts import UserFactory, sign_in
from tests.factories.forms import FormFactory

pytestmark = pytest.mark.django_db

PETS = {
    "schema_version": 1,
    "title": "Adopt Mikan",
    "language": "en",
    "pages": [
        {
            "id": "p_one",
            "items": [
                {
                    "id": "q_home",
                    "type": "single_choice",
                    "label": "Your home?",
                    "other": True,
                    "choices": [{"id": "c_flat", "label": "Flat"}, {"id": "c_house", "label": "House"}],
                },
                {"id": "q_phone", "type": "short_text", "label": "Phone", "private": True},
                {"id": "q_why", "type": "long_text", "label": "Why?"},
            ],
        }
    ],
}


@pytest.fixture
def form():
    return FormFactory(draft=PETS)


def send(form, name="Yi-Chun", **answers):
    return Submission.objects.create(
        version=form.live_version, respondent=UserFactory(name=name), answers=answers, submitted_at=timezone.now()
    )


def read(form, *, private=True):
    return Results(form, language="en", may_see_private=private)


def republish(form, *ops):
    drafts.apply(form=form, by=form.owner, base_rev=form.draft_rev, ops=list(ops))
    versions.publish(form=form, by=form.owner)
    form.refresh_from_db()


def texts(row):
    return [cell.text for cell in row.cells]


def test_a_row_for_each_who_sent_with_words_instead_of_ids(form):
    send(form, q_home="c_flat", q_phone="0912345678", q_why="Company")
    Submission.objects.create(version=form.live_version, respondent=UserFactory(), answers={"q_why": "A draft"})

    page = read(form).page(1)

    assert [texts(row) for row in page] == [["Flat", "0912345678", "Company"]]


def test_private_answers_need_their_own_right(form):
    send(form, q_phone="0912345678", q_why="Company")

    [row] = read(form, private=False).page(1)

    assert texts(row) == ["", "", "Company"]
    assert [cell.is_withheld for cell in row.cells] == [False, True, False]


def test_private_answers_are_not_found_by_their_words_either(form):
    send(form, q_phone="0912345678")

    found = read(form, private=False).page(1, words="0912")

    assert found.paginator.count == 0


def test_what_was_taken_back_is_counted_but_not_read(form):
    sent = send(form, q_why="Company")
    Submission.objects.filter(pk=sent.pk).update(withheld_at=timezone.now())

    results = read(form)

    assert (list(results.page(1)), results.withheld_count) == ([], 1)


def test_an_old_answer_keeps_the_words_it_was_given(form):
    send(form, q_home="c_flat")
    republish(form, {"op": "set", "id": "c_flat", "prop": "label", "value": "Apartment"})
    send(form, q_home="c_flat")

    new, old = read(form).page(1)

    assert (new.cells[0].text, old.cells[0].text) == ("Apartment", "Flat")


def test_a_renamed_option_keeps_its_bar(form):
    send(form, q_home="c_flat")
    republish(form, {"op": "set", "id": "c_flat", "prop": "label", "value": "Apartment"})
    send(form, q_home="c_flat")
    send(form, q_home={"other": "A boat"})

    home = read(form).summary()[0]

    assert [(bar.label, bar.count, bar.percent) for bar in home.bars] == [
        ("Apartment", 2, 67),
        ("House", 0, 0),
        ("", 1, 33),
    ]


def test_a_reworded_question_says_what_it_was_and_a_removed_one_stays_readable(form):
    send(form, q_why="Company")
    republish(
        form,
        {"op": "set", "id": "q_home", "prop": "label", "value": "Where do you live?"},
        {"op": "remove", "id": "q_why"},
    )

    results = read(form)
    home, _phone, why = results.columns

    assert (home.label, home.was) == ("Where do you live?", ["Your home?"])
    assert why.is_removed
    assert texts(results.page(1)[0]) == ["", "", "Company"]


def test_rows_are_found_by_question_by_words_and_by_name(form):
    send(form, name="Yi-Chun", q_why="A quiet home", q_home="c_house")
    send(form, name="Wei", q_why="My house is big")

    def names(**asked):
        return [row.submission.respondent.name for row in read(form).page(1, **asked)]

    assert names(words="HOUSE") == ["Wei", "Yi-Chun"]
    assert names(question="q_home", words="house") == ["Yi-Chun"]
    assert names(words="yi-chun") == ["Yi-Chun"]
    assert names(question="q_why", words="yi-chun") == []


@pytest.mark.parametrize("view", ["", "?view=summary", "?q=home"])
@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_cost_the_same_however_many_sent(client, form, view, count, django_assert_max_num_queries):
    for number in range(count):
        send(form, q_home="c_flat", q_why=f"home {number}")
    sign_in(client, form.owner)

    with django_assert_max_num_queries(14):
        response = client.get(f"/forms/{form.pk}/results/{view}")

    assert response.status_code == 200
