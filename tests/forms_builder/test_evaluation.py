"""What the vectors cannot say: sentences, facts of the whole, hostile input, time."""

import time
from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from forms_builder.definition import QUESTION_TYPES
from forms_builder.evaluation import Fault, UnknownQuestions, clean, client_messages, describe, minutes, today_in
from forms_builder.evaluation.messages import REQUIRED, SENTENCES
from forms_builder.text import length, tidy

TODAY = date(2026, 11, 22)
CHOICES = [{"id": "c_aa", "label": "A"}, {"id": "c_bb", "label": "B", "exclusive": True}]
PARTS = {
    "single_choice": {"choices": CHOICES},
    "multi_choice": {"choices": CHOICES, "other": True},
    "consent": {"statement": "I agree"},
    "repeat": {"fields": [{"id": "q_ff", "type": "number", "label": "n", "min": 0}]},
}


def form(*items, **rest):
    return {"pages": [{"id": "p_01", "items": list(items)}], **rest}


def every_type():
    return form(*[{"id": f"q_{kind}", "type": kind, "label": kind, **PARTS.get(kind, {})} for kind in QUESTION_TYPES])


def test_a_missing_digit_is_said_with_its_number():
    phone = form({"id": "q_tel", "type": "short_text", "format": "phone", "label": "Phone"})
    [fault] = clean(phone, {"q_tel": "0912 345 67"}, TODAY).errors["q_tel"]

    with override("zh-hant"):
        chinese = describe(fault)
    with override("en"):
        english = describe(fault)

    assert chinese == "手機號碼少了 1 碼，要 10 碼"
    assert english == "A mobile number has 10 digits; 1 missing"


def test_a_check_speaks_its_authors_words():
    rule = {"q": "q_aa", "op": "gt", "value": 8}
    check = {"id": "k_01", "when": rule, "on": "q_aa", "level": "error", "message": "牠會寂寞 100%"}
    long_day = form({"id": "q_aa", "type": "number", "label": "h"}, checks=[check])

    [fault] = clean(long_day, {"q_aa": 9}, TODAY).errors["q_aa"]

    assert describe(fault) == "牠會寂寞 100%"


@pytest.mark.parametrize("kind", QUESTION_TYPES)
def test_each_type_says_what_it_misses(kind):
    definition = form({"id": "q_aa", "type": kind, "label": "?", "required": True, **PARTS.get(kind, {})})

    [fault] = clean(definition, {}, TODAY).errors["q_aa"]

    assert fault == Fault("required", {"type": kind})
    with override("en"):
        assert describe(fault) == str(REQUIRED[kind])


def test_every_sentence_is_translated_and_reaches_the_page():
    with override("zh-hant"):
        messages = client_messages()

    assert [key for key, text in messages.items() if text.isascii()] == []
    assert len(messages) == len(SENTENCES) + len(REQUIRED)
    assert messages["fault.too_long"] == "最多 {limit} 字，現在 {count} 字"


def test_unknown_ids_are_named():
    with pytest.raises(UnknownQuestions) as refused:
        clean(form(), {"q_zz": 1, "draft": True}, TODAY)

    assert refused.value.extra == {"ids": ["draft", "q_zz"]}


def test_sending_nothing_is_complete_only_when_nothing_is_asked():
    assert clean(form(), {}, TODAY).is_complete
    assert not clean(form({"id": "q_aa", "type": "yes_no", "label": "?", "required": True}), {}, TODAY).is_complete


def test_minutes_count_every_question():
    assert minutes(form()) == 0
    assert minutes(every_type()) == 5


def test_the_day_is_that_of_the_forms_zone():
    moment = datetime(2026, 11, 21, 16, 30, tzinfo=UTC)

    assert today_in("Asia/Taipei", moment) == date(2026, 11, 22)
    assert today_in("Europe/Amsterdam", moment) == date(2026, 11, 21)


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=30), st.just("c_aa")),
    lambda part: st.one_of(
        st.lists(part, max_size=3), st.dictionaries(st.sampled_from(["other", "q_ff", "county"]), part)
    ),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([f"q_{kind}" for kind in QUESTION_TYPES]), JSON))
@settings(max_examples=200, deadline=None)
def test_no_answer_whatever_breaks_the_evaluation_and_kept_answers_stay_as_they_are(answers):
    definition = every_type()
    try:
        first = clean(definition, answers, TODAY)
    except UnknownQuestions:
        return

    again = clean(definition, first.answers, TODAY)

    assert again.answers == first.answers


@given(st.text())
def test_tidying_twice_changes_nothing_more(text):
    once = tidy(text, lines=True)

    assert tidy(once, lines=True) == once
    assert length(once) == len(once)


@pytest.mark.parametrize(
    "text",
    ["+" * 20_000, " " * 19_999 + "x", "a@" + "a." * 9_000, "https://" + "a." * 9_000, "0" * 20_000, "1," * 9_999],
)
@pytest.mark.parametrize("form_of", ["text", "email", "phone", "url", "postal_code"])
def test_a_hostile_text_costs_no_time(text, form_of):
    definition = form(
        {"id": "q_aa", "type": "short_text", "format": form_of, "label": "?"},
        {"id": "q_bb", "type": "number", "label": "?"},
        {"id": "q_cc", "type": "date", "label": "?"},
    )
    started = time.process_time()

    clean(definition, dict.fromkeys(["q_aa", "q_bb", "q_cc"], text), TODAY)

    assert time.process_time() - started < 0.1
