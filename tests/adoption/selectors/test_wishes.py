"""A card's facts: the giver's wishes first, and what does not fit one calls for attention."""

from datetime import date

import pytest

from adoption.form_templates import bank
from adoption.models import Post
from adoption.selectors import wishes

CHOICES = {"family.agrees": "c_agree_all", "home.window_safety": "c_window_some", "care.indoor": "c_indoor_lead"}
DEFINITION = {
    "pages": [
        {
            "id": "p_one",
            "items": [
                {"id": f"q_{at}", "type": bank.BANK[key].type, "label": key, "bank": key}
                for at, key in enumerate(CHOICES)
            ],
        }
    ]
}
ANSWERS = {f"q_{at}": value for at, value in enumerate(CHOICES.values())}


def facts(*conditions):
    found = wishes.checked(Post(conditions=list(conditions)), DEFINITION, ANSWERS, "en", date(2026, 6, 1))
    return [(fact.key, fact.level) for fact in found]


def test_without_wishes_what_calls_for_attention_stands_first():
    assert facts() == [("home.window_safety", "attention"), ("family.agrees", "ok"), ("care.indoor", "ok")]


def test_a_wish_stands_first_and_is_checked():
    strict = {"key": "indoors", "bank": "care.indoor", "op": "any_of", "value": ["c_indoor_only"]}

    assert facts(strict)[0] == ("care.indoor", "attention")


@pytest.mark.parametrize("own", [{"key": "", "text": "愛笑"}])
def test_a_wish_in_own_words_checks_nothing(own):
    assert facts(own) == facts()
