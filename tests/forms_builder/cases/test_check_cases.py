"""What a giver says to certain answers: a warning stops nobody, an error is mended first; each in her language."""

import pytest

from tests.forms_builder.cases.scenes import form_of

pytestmark = pytest.mark.django_db

WARNING, ERROR = "一天獨處很久，請在下面說說看。", "一天只有二十四小時。"
HOURS = form_of(
    ("p_life", [{"id": "q_hour", "type": "number", "label": "牠一天獨處幾小時？", "required": True}]),
    ("p_more", [{"id": "q_more", "type": "long_text", "label": "還想說什麼？"}]),
    checks=[
        {
            "id": "k_long",
            "when": {"q": "q_hour", "op": "gte", "value": 12},
            "on": "q_hour",
            "level": "warning",
            "message": WARNING,
        },
        {
            "id": "k_much",
            "when": {"q": "q_hour", "op": "gt", "value": 24},
            "on": "q_hour",
            "level": "error",
            "message": ERROR,
        },
    ],
    translations={"en": {"k_long": {"message": "That is a long day alone."}, "k_much": {"message": "A day has 24."}}},
)


def page_of(response):
    return response.content.decode()


def test_a_warning_is_said_at_its_question_and_stops_nobody(fill):
    filling = fill(HOURS)

    onward = filling.send(1, q_hour="13")

    assert onward.headers["Location"] == filling.address(2)
    assert f"<span>{WARNING}</span>" in page_of(filling.open(1))


def test_where_nothing_is_to_be_warned_of_nothing_is_said(fill):
    filling = fill(HOURS)
    filling.send(1, q_hour="3")

    page = page_of(filling.open(1))

    assert WARNING not in page.partition("page-messages")[0]
    assert page.count("data-warning hidden") == 1


def test_both_are_said_in_the_language_she_reads(fill):
    filling = fill(HOURS)
    filling.client.cookies["pb_lang"] = "en"

    page = page_of(filling.send(1, q_hour="25"))

    assert "<span>That is a long day alone.</span>" in page
    assert page.count("A day has 24.") == 2 + 1  # in the list, at the question, and for the script
    assert ERROR not in page
