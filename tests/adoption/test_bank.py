"""What answers to bank questions say, whatever a giver has made of the questions: the board never stands still."""

from datetime import date

import pytest
from django.urls import reverse

from adoption.form_templates import BANK, SPECIES, asked, facts, template
from adoption.models import Post
from adoption.selectors import wishes
from forms_builder.definition import QUESTION_TYPES, apply, find, questions
from forms_builder.definition.items import is_display_change
from tests.factories.accounts import sign_in
from tests.factories.adoption import ApplicationFactory, PostFactory
from tests.factories.forms import FormFactory

TODAY = date(2026, 11, 22)
# An answer of each type, and what came through the API of an earlier day.
ANSWERS = {
    "short_text": "朝九晚六",
    "long_text": "兩隻貓，一隻兔子",
    "number": 7.5,
    "yes_no": True,
    "single_choice": {"other": "看情形"},
    "multi_choice": ["c_agree_all"],
    "date": "2026-06-20",
    "scale": 4,
    "photo": ["0b6c3f2e-1111-4aaa-8bbb-000000000001"],
    "file": ["0b6c3f2e-1111-4aaa-8bbb-000000000001"],
    "address": {"county": "臺北市", "district": "文山區"},
    "consent": "陳怡君",
    "repeat": [{"q_pet_count": "兩隻"}, {}],
}


def hostile(key, kind):
    """A form with one question that calls itself the bank's."""
    return {"pages": [{"id": "p_one", "items": [{"id": "q_one", "type": kind, "label": "題目", "bank": key}]}]}


@pytest.mark.parametrize("key", BANK)
def test_an_answer_of_another_type_says_nothing(key):
    others = [kind for kind in QUESTION_TYPES if kind != BANK[key].type and not is_display_change(kind, BANK[key].type)]

    said = [facts(hostile(key, kind), {"q_one": ANSWERS[kind]}, "en") for kind in others]

    assert said == [[]] * len(others)
    assert [asked(hostile(key, kind)) for kind in others] == [{}] * len(others)


@pytest.mark.parametrize("key", BANK)
def test_an_answer_of_another_shape_stops_nobody(key):
    strange = [*ANSWERS.values(), None, [], {}, 10**15, ["兩隻"], [{"q_pet_count": 2.5}]]

    found = [facts(hostile(key, BANK[key].type), {"q_one": answer}, "en") for answer in strange]

    assert max(len(said) for said in found) <= 1


def test_a_key_that_the_bank_does_not_have_means_nothing():
    assert asked(hostile("consent.neuter_and_more", "consent")) == {}


def test_a_text_that_may_be_longer_is_still_the_banks():
    assert list(asked(hostile("care.daytime", "short_text"))) == ["care.daytime"]


def test_a_wish_is_not_checked_against_the_givers_own_question():
    wish = {"key": "alone", "bank": "work.hours_away", "op": "lte", "value": 8}

    found = wishes.checked(
        Post(conditions=[wish]), hostile("work.hours_away", "short_text"), {"q_one": "九點到六點"}, "en", TODAY
    )

    assert found == []


@pytest.mark.parametrize("species", SPECIES)
def test_another_type_takes_a_question_out_of_the_bank_and_undo_brings_it_back(species):
    draft = template(species)
    keys = {item["bank"]: item["id"] for item in questions(draft)}
    ops = [{"op": "set", "id": keys["work.hours_away"], "prop": "type", "value": "short_text"}]

    applied = apply(draft, ops)
    undone = apply(applied.document, applied.inverse)

    assert "bank" not in find(applied.document, keys["work.hours_away"]).node
    assert set(keys) - set(asked(applied.document)) == {"work.hours_away"}
    assert find(undone.document, keys["work.hours_away"]).node == find(draft, keys["work.hours_away"]).node


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("key", "kind", "answer"),
    [
        ("work.hours_away", "short_text", "九點到六點"),
        ("pets.list", "long_text", "兩隻貓"),
        ("pets.now", "multi_choice", ["c_one"]),
        ("home.area", "repeat", [{"q_what": "文山區"}]),
    ],
)
def test_the_board_opens_over_a_form_whose_question_was_made_another_one(client, key, kind, answer):
    """As versions hold it that were published when a change of type kept the key."""
    post = PostFactory(published=True)
    post.form = FormFactory(owner=post.giver, draft=hostile(key, kind))
    post.save()
    row = ApplicationFactory(post=post, submitted=True, submission__answers={"q_one": answer})
    sign_in(client, post.giver)

    board = client.get(reverse("adoption:board", args=[post.uid]))
    table = client.get(reverse("adoption:board", args=[post.uid]) + "?view=table")

    assert (board.status_code, table.status_code) == (200, 200)
    assert row.applicant.name in board.content.decode()
