"""The robot that fills in a form in every way that makes a difference."""

import copy
from datetime import date

import pytest

from forms_builder import robot, templates_registry
from forms_builder.hints import hint_for

TODAY = date(2026, 6, 1)


def form(*items, checks=(), pages=()):
    return {
        "schema_version": 1,
        "title": "T",
        "language": "en",
        "pages": [{"id": "p_one", "items": list(items)}, *pages],
        "checks": list(checks),
    }


def yes_no(key, **more):
    return {"id": key, "type": "yes_no", "label": key, **more}


def single(key, *choices, **more):
    options = [{"id": choice, "label": choice} for choice in choices]
    return {"id": key, "type": "single_choice", "label": key, "choices": options, **more}


def codes(definition):
    return [(finding.code, finding.item) for finding in robot.test(definition, today=TODAY).findings]


def test_a_form_without_conditions_has_one_way():
    report = robot.test(form(yes_no("q_one"), yes_no("q_two")), today=TODAY)

    assert (report.questions, report.minutes, report.findings, report.branches) == ((2, 2), (1, 1), [], [])


def test_a_question_behind_an_answer_counts_only_there():
    plan = {"id": "q_plan", "type": "photo", "label": "Plan", "show_if": {"q": "q_rent", "op": "is", "value": True}}

    report = robot.test(form(yes_no("q_rent", required=True), plan), today=TODAY)

    assert report.questions == (1, 2)
    assert [(branch.questions, branch.is_dead_end) for branch in report.branches] == [((2, 2), False), ((1, 1), False)]


def test_a_condition_that_contradicts_itself_makes_its_question_unreachable():
    both = {"all": [{"q": "q_aa", "op": "is", "value": True}, {"q": "q_aa", "op": "is", "value": False}]}

    assert codes(form(yes_no("q_aa"), yes_no("q_bb", show_if=both))) == [("unreachable", "q_bb")]


def test_a_question_behind_one_that_is_always_hidden_with_it_is_unreachable():
    first = yes_no("q_bb", show_if={"q": "q_aa", "op": "is", "value": True})
    second = yes_no(
        "q_cc", show_if={"all": [{"q": "q_aa", "op": "is", "value": False}, {"q": "q_bb", "op": "answered"}]}
    )

    assert codes(form(yes_no("q_aa"), first, second)) == [("unreachable", "q_cc")]


def test_a_number_that_its_limits_forbid_is_never_reached():
    hours = {"id": "q_hh", "type": "number", "label": "Hours", "max": 10, "min": 0}

    assert codes(form(hours, yes_no("q_bb", show_if={"q": "q_hh", "op": "gt", "value": 12}))) == [
        ("unreachable", "q_bb")
    ]


def test_a_date_on_both_sides_of_a_day_is_tried():
    born = {"id": "q_dd", "type": "date", "label": "Born", "required": True}
    adult = yes_no("q_bb", show_if={"q": "q_dd", "op": "before", "value": "today-18y"})

    report = robot.test(form(born, adult), today=TODAY)

    assert (report.questions, report.findings) == ((1, 2), [])


def test_a_page_nobody_sees_is_named_once():
    hidden = {
        "id": "p_two",
        "show_if": {"q": "q_aa", "op": "is", "value": "c_gone"},
        "items": [yes_no("q_bb"), yes_no("q_cc")],
    }

    assert codes(form(single("q_aa", "c_xx", "c_yy"), pages=[hidden])) == [("page_unreachable", "p_two")]


def test_a_condition_that_always_holds_changes_nothing():
    anything = {"any": [{"q": "q_aa", "op": "answered"}, {"q": "q_aa", "op": "not_answered"}]}

    assert codes(form(yes_no("q_aa"), yes_no("q_bb", show_if=anything))) == [("idle_condition", "q_bb")]


def test_an_answer_that_a_check_stops_is_a_dead_end_and_meant_so():
    minor = {
        "id": "k_age",
        "when": {"q": "q_aa", "op": "is", "value": "c_xx"},
        "on": "q_aa",
        "level": "error",
        "message": "No",
    }

    report = robot.test(form(single("q_aa", "c_xx", "c_yy", required=True), checks=[minor]), today=TODAY)

    assert [(branch.is_dead_end, branch.is_meant) for branch in report.branches] == [(True, True), (False, False)]
    assert report.findings == []


def error(key, when, on):
    return {"id": key, "when": when, "on": on, "level": "error", "message": "No"}


MEANT = [
    {"q": "q_aa", "op": "is", "value": "c_xx"},
    {"q": "q_aa", "op": "any_of", "value": ["c_xx"]},
    {"all": [{"q": "q_aa", "op": "answered"}, {"not": {"q": "q_aa", "op": "is", "value": "c_yy"}}]},
    {"any": [{"q": "q_aa", "op": "is", "value": "c_xx"}, {"q": "q_bb", "op": "is", "value": True}]},
]


@pytest.mark.parametrize("when", MEANT, ids=["is", "any_of", "not the other", "or something else"])
def test_what_a_check_says_of_one_answer_alone_is_not_remarked_on(when):
    asked = single("q_aa", "c_xx", "c_yy", required=True)

    assert codes(form(asked, yes_no("q_bb"), checks=[error("k_one", when, "q_aa")])) == []


def test_checks_that_add_up_to_a_dead_end_are_said_loudly():
    yes, no = (
        {"all": [{"q": "q_aa", "op": "is", "value": "c_xx"}, {"q": "q_bb", "op": "is", "value": v}]}
        for v in (True, False)
    )
    checks = [error("k_yes", yes, "q_bb"), error("k_no", no, "q_bb")]

    report = robot.test(
        form(single("q_aa", "c_xx", "c_yy", required=True), yes_no("q_bb", required=True), checks=checks), today=TODAY
    )

    assert [(finding.level, finding.code, finding.item) for finding in report.findings] == [
        ("problem", "dead_end", "q_aa")
    ]


def test_a_question_that_stops_whoever_is_asked_it_is_said_loudly_and_so_is_the_answer_that_leads_there():
    rented = single("q_aa", "c_xx", "c_yy", required=True)
    landlord = yes_no("q_bb", required=True, show_if={"q": "q_aa", "op": "is", "value": "c_xx"})
    checks = [error(f"k_{value}".lower(), {"q": "q_bb", "op": "is", "value": value}, "q_bb") for value in (True, False)]

    assert codes(form(rented, landlord, checks=checks)) == [("dead_end", "q_aa"), ("question_stops", "q_bb")]


def test_a_check_that_speaks_at_a_hidden_question_stops_nobody():
    hidden = yes_no("q_bb", show_if={"q": "q_aa", "op": "is", "value": "c_yy"})
    check = error("k_one", {"q": "q_aa", "op": "is", "value": "c_xx"}, "q_bb")

    assert codes(form(single("q_aa", "c_xx", "c_yy", required=True), hidden, checks=[check])) == []


@pytest.mark.parametrize(
    "question",
    [
        {"type": "date", "min": "today", "max": "2026-05-31"},
        {"type": "date", "min": "today", "max": "today-1d"},
        {"type": "number", "integer": True, "min": 0.2, "max": 0.8},
        {
            "type": "multi_choice",
            "min_selected": 3,
            "choices": [{"id": "c_aa", "label": "A"}, {"id": "c_bb", "label": "B"}],
        },
    ],
    ids=["a day that has passed", "yesterday after today", "no whole number", "three of two"],
)
@pytest.mark.parametrize("is_asked", [True, False], ids=["asked by a condition", "by none"])
def test_a_question_that_nobody_can_answer_is_named_once(question, is_asked):
    asked = {"id": "q_aa", "label": "A", "required": True, **question}
    then = {"show_if": {"q": "q_aa", "op": "not_answered"}} if is_asked else {}

    assert [code for code in codes(form(asked, yes_no("q_bb", **then))) if code[0] != "idle_condition"] == [
        ("unanswerable", "q_aa")
    ]


@pytest.mark.parametrize(
    "question",
    [
        {"type": "number", "integer": True, "min": 0.5, "max": 3.5},
        {"type": "number", "min": 0.2, "max": 0.8},
        {"type": "date", "min": "today-18y", "max": "today"},
        {"type": "multi_choice", "min_selected": 2, "other": True,
         "choices": [{"id": "c_aa", "label": "A"}, {"id": "c_no", "label": "None", "exclusive": False}]},
    ],
)  # fmt: skip
def test_a_question_that_can_just_be_answered_is_not_remarked_on(question):
    asked = {"id": "q_aa", "label": "A", "required": True, **question}

    assert codes(form(asked, yes_no("q_bb", show_if={"q": "q_aa", "op": "answered"}))) == [("idle_condition", "q_bb")]


def test_a_form_that_stops_everybody_says_so():
    always = {"any": [{"q": "q_aa", "op": "answered"}, {"q": "q_aa", "op": "not_answered"}]}
    stop = {"id": "k_all", "when": always, "on": "q_aa", "level": "error", "message": "-"}

    assert codes(form(yes_no("q_aa"), checks=[stop])) == [("nobody_sends", None)]


def test_a_check_that_never_speaks_is_named():
    never = {"all": [{"q": "q_aa", "op": "is", "value": True}, {"q": "q_aa", "op": "not_answered"}]}
    check = {"id": "k_one", "when": never, "on": "q_aa", "level": "warning", "message": "Hm"}

    assert codes(form(yes_no("q_aa"), checks=[check])) == [("silent_check", "k_one")]


def test_an_option_that_stands_alone_where_two_are_asked_is_dead():
    none = {"id": "c_none", "label": "None", "exclusive": True}
    many = {"id": "q_mm", "type": "multi_choice", "label": "M", "min_selected": 2}
    many["choices"] = [{"id": "c_aa", "label": "A"}, {"id": "c_bb", "label": "B"}, none]

    assert codes(form(many)) == [("dead_option", "c_none")]


def test_an_unfinished_draft_is_tested_all_the_same():
    broken = yes_no("q_bb", show_if={"all": 5, "op": ["x"]})
    bare = {"id": "q_cc", "type": "single_choice"}

    assert codes(form(yes_no("q_aa"), broken, bare)) == [("unreachable", "q_bb")]


@pytest.mark.parametrize("bounds", [{"min": "0001-01-01"}, {"max": "9999-12-31"}, {"min": "2026-02-31"}])
def test_days_at_the_end_of_the_calendar_break_nothing(bounds):
    born = {"id": "q_dd", "type": "date", "label": "Born", **bounds}
    rule = {"q": "q_dd", "op": "after", "value": bounds.get("min") or bounds["max"]}

    assert robot.test(form(born, yes_no("q_bb", show_if=rule)), today=TODAY).questions[0] == 1


def test_a_form_with_too_many_ways_says_that_it_did_not_try_them_all():
    sources = [single(f"q_s{n:02}", *[f"c_{n:02}{m:02}" for m in range(9)]) for n in range(12)]
    rule = {"all": [{"q": source["id"], "op": "is", "value": source["choices"][0]["id"]} for source in sources]}

    report = robot.test(form(*sources, yes_no("q_last", show_if=rule)), today=TODAY)

    assert report.is_complete is False
    assert [finding.code for finding in report.findings] == []


def test_the_robot_leaves_the_draft_as_it_is():
    draft = form(yes_no("q_aa"), yes_no("q_bb", show_if={"q": "q_aa", "op": "is", "value": True}))
    before = copy.deepcopy(draft)

    robot.test(draft, today=TODAY)

    assert draft == before


@pytest.mark.parametrize("language", ["zh-hant", "en"])
@pytest.mark.parametrize("slug", [template.slug for template in templates_registry.all_templates()])
def test_the_sites_own_templates_are_published_without_a_remark(slug, language):
    report = robot.test(templates_registry.get(slug).definition(language), today=TODAY)

    assert (report.findings, report.is_complete) == ([], True)


def test_texts_without_a_translation_are_counted():
    draft = form(yes_no("q_aa"), yes_no("q_bb"))
    draft["translations"] = {"zh-hant": {"form": {"title": "題"}, "q_aa": {"label": "甲"}}}

    assert [finding.message for finding in robot.test(draft, today=TODAY).findings] == ["有 1 段文字還沒翻譯。"]


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("請填身分證字號", "identity"),
        ("Your ID number", "identity"),
        ("銀行帳號末五碼", "bank"),
        ("Your bank account", "bank"),
        ("你的月薪多少？", "income"),
        ("What is your salary?", "income"),
        ("你有慢性病嗎？", "health"),
        ("Your medical history", "health"),
        ("你的宗教信仰", "belief"),
        ("完整地址", "address"),
        ("Are you married?", "family"),
        ("你打算生小孩嗎", "family"),
    ],
)
def test_intrusive_questions_get_a_hint_with_a_reason_and_better_words(words, key):
    hint = hint_for({"label": words})

    assert hint.key == key
    assert str(hint.reason) != str(hint.better) != ""


@pytest.mark.parametrize(
    "words", ["你養過的狗有慢性病嗎？", "Does your cat take medication?", "你住在哪一區？", "Your name", ""]
)
def test_questions_about_a_pet_or_a_home_get_none(words):
    assert hint_for({"label": words}) is None
