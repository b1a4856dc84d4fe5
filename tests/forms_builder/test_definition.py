"""What may be kept as a draft, what may be published, and what each reader sees of it."""

import copy
import json

import pytest
from django.utils.translation import override

from forms_builder.definition import (
    DraftTooLarge,
    MalformedDraft,
    apply,
    blank_draft,
    carry_over,
    check_shape,
    is_valid_id,
    json_schema,
    new_id,
    problems,
    public_projection,
    question,
    questions,
)


@pytest.fixture
def form():
    """A small form with everything that can go wrong still right."""
    return {
        "schema_version": 1,
        "title": "收養表",
        "language": "zh-hant",
        "translations": {
            "en": {"form": {"title": "Adoption"}, "q_home": {"label": "Home"}, "c_flat": {"label": "Flat"}}
        },
        "pages": [
            {
                "id": "p_home",
                "title": "你的家",
                "private_note": "ask about stairs",
                "items": [
                    {
                        "id": "q_home",
                        "type": "single_choice",
                        "label": "住哪裡",
                        "choices": [
                            {"id": "c_flat", "label": "公寓", "score": 1},
                            {"id": "c_house", "label": "透天", "score": 2},
                        ],
                    },
                    {"id": "q_rent", "type": "yes_no", "label": "租的嗎", "private_note": "my own note"},
                    {
                        "id": "q_lord",
                        "type": "short_text",
                        "label": "房東",
                        "show_if": {"q": "q_rent", "op": "is", "value": True},
                    },
                ],
            }
        ],
        "checks": [
            {
                "id": "k_int",
                "when": {"q": "q_rent", "op": "is", "value": True},
                "on": "q_rent",
                "level": "internal",
                "message": "rents",
            }
        ],
    }


def item(form, index):
    return form["pages"][0]["items"][index]


def found(form):
    return [(problem.path, problem.code, problem.item_id) for problem in problems(form)]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ({"type": "date", "min": "today", "max": "today-18y"}, [("pages.0.items.3.max", "min_over_max", "q_new1")]),
        ({"type": "date", "min": "today-18y", "max": "today"}, []),
        (
            {"type": "date", "min": "2026-02-28", "max": "2026-02-27"},
            [("pages.0.items.3.max", "min_over_max", "q_new1")],
        ),
        ({"type": "date", "min": "today", "max": "2026-01-01"}, []),  # time decides: the robot says it
    ],
)
def test_days_the_wrong_way_round_are_said_as_far_as_no_day_changes_it(form, question, said):
    form["pages"][0]["items"].append({"id": "q_new1", "label": "Day", **question})

    assert found(form) == said


@pytest.mark.parametrize(("least", "code"), [(1, []), (2, ["too_few_to_select"])])
def test_options_that_stand_alone_do_not_count_towards_those_that_must_be_chosen(form, least, code):
    options = [{"id": "c_one", "label": "One"}, {"id": "c_none", "label": "None", "exclusive": True}]
    many = {"id": "q_many", "type": "multi_choice", "label": "Many", "min_selected": least, "choices": options}
    form["pages"][0]["items"].append(many)

    assert [problem.code for problem in problems(form)] == code


def test_a_condition_inside_a_row_is_refused_and_offered_to_be_taken_out(form):
    field = {"id": "q_kind", "type": "short_text", "label": "Kind", "show_if": {"q": "q_rent", "op": "answered"}}
    form["pages"][0]["items"].append({"id": "q_list", "type": "repeat", "label": "Pets", "fields": [field]})

    problem = problems(form)[0]
    mended = apply(form, problem.fix).document

    assert (problem.path, problem.code) == ("pages.0.items.3.fields.0.show_if", "unknown_property")
    assert problems(mended) == []


def filler(size):
    """A draft of exactly so many bytes."""
    draft = blank_draft("en") | {"pages": [{"id": f"p_{n:02}", "items": [], "intro": "x" * 5000} for n in range(30)]}
    draft |= {"checks": [{"id": f"k_{n:02}", "message": "x" * 5000} for n in range(25)]}
    missing = size - len(json.dumps(draft, ensure_ascii=False, separators=(",", ":")).encode())
    for check in draft["checks"]:
        length = min(max(missing + 5000, 0), 5000)
        missing, check["message"] = missing + 5000 - length, "x" * length
    return draft


@pytest.mark.parametrize("letter", ["x", "貓"])
def test_256_kilobytes_are_kept_and_one_byte_more_is_not(letter):
    draft = filler(256 * 1024)
    assert len(json.dumps(draft, ensure_ascii=False, separators=(",", ":")).encode()) == 256 * 1024
    draft["pages"][0]["intro"] = letter + draft["pages"][0]["intro"][len(letter.encode()) :]
    check_shape(draft)

    draft["pages"][0]["intro"] += "y" if letter == "貓" else ""
    draft["title"] = "" if letter == "貓" else "y"

    with pytest.raises(DraftTooLarge):
        check_shape(draft)


def yes_no(number):
    return {"id": f"q_n{number:03}", "type": "yes_no", "label": f"Question {number}"}


def with_pages(count):
    return blank_draft("en", "T") | {"pages": [{"id": f"p_n{n:02}", "items": [yes_no(n)]} for n in range(count)]}


def with_items(count):
    return blank_draft("en", "T") | {"pages": [{"id": "p_one", "items": [yes_no(n) for n in range(count)]}]}


def with_questions(count):
    pages = [{"id": f"p_n{n}", "items": []} for n in range(4)]
    for number in range(count):
        pages[number // 50]["items"].append(yes_no(number))
    return blank_draft("en", "T") | {"pages": [page for page in pages if page["items"]]}


def with_choices(count):
    choices = [{"id": f"c_n{n:03}", "label": f"Option {n}"} for n in range(count)]
    item = {"id": "q_one", "type": "single_choice", "label": "One", "choices": choices}
    return blank_draft("en", "T") | {"pages": [{"id": "p_one", "items": [item]}]}


@pytest.mark.parametrize(
    ("make", "most", "parent", "more"),
    [
        (with_pages, 30, {}, {"id": "p_more"}),
        (with_items, 60, {"page": "p_one"}, {"id": "q_more", "type": "heading", "label": "More"}),
        (with_questions, 150, {"page": "p_n0"}, {"id": "q_more", "type": "yes_no", "label": "More"}),
        (with_choices, 100, {"parent": "q_one"}, {"id": "c_more", "label": "More"}),
    ],
    ids=["pages", "items of a page", "questions", "options"],
)
def test_a_limit_may_be_reached_and_not_passed_by_whatever_way(make, most, parent, more):
    full, over = make(most), make(most + 1)
    check_shape(full)

    added = apply(full, [{"op": "add", "id": more["id"], "after": None, "value": more, **parent}])

    assert problems(full) == []
    assert [skipped.reason for skipped in added.skipped] == ["limit"]
    assert problems(over) != []
    with pytest.raises(MalformedDraft):
        check_shape(over)


def test_a_heading_does_not_become_the_151st_question():
    full = with_questions(150)
    full["pages"][0]["items"].append({"id": "q_head", "type": "heading", "label": "Here"})

    turned = apply(full, [{"op": "set", "id": "q_head", "prop": "type", "value": "yes_no"}])

    assert [skipped.reason for skipped in turned.skipped] == ["limit"]
    assert turned.document == full


def test_a_whole_form_has_no_problems(form):
    assert found(form) == []


def test_an_unfinished_form_is_kept_and_publishing_lists_everything_in_order(form):
    item(form, 0)["label"] = "\u200b"
    item(form, 0)["choices"].pop()
    item(form, 2)["show_if"] = {"q": "q_gone", "op": "is", "value": True}
    form["title"] = ""

    check_shape(form)

    assert found(form) == [
        ("title", "blank", None),
        ("pages.0.items.0.choices", "too_few_choices", "q_home"),
        ("pages.0.items.0.label", "blank", "q_home"),
        ("pages.0.items.2.show_if", "rule_gone", "q_lord"),
    ]


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ({"q": "q_lord", "op": "answered"}, "rule_self"),
        ({"q": "q_gone", "op": "answered"}, "rule_gone"),
        ({"q": "q_later", "op": "answered"}, "rule_forward"),
        ({"q": "q_home", "op": "lt", "value": 3}, "rule_operator"),
        ({"q": "q_home", "op": "any_of", "value": ["c_gone"]}, "rule_choice_gone"),
        ({"q": "q_home", "op": "is", "value": "公寓"}, "rule_choice_gone"),
        ({"q": "q_home", "op": "any_of", "value": []}, "rule_value"),
        ({"q": "q_rent", "op": "is", "value": 1}, "rule_value"),
        ({"q": "q_rent", "op": "answered", "value": True}, "rule_value"),
        ({"not": {"all": [{"q": "q_gone", "op": "answered"}]}}, "rule_gone"),
    ],
)
def test_a_condition_that_cannot_hold_its_promise_is_a_problem(form, rule, code):
    item(form, 2)["show_if"] = rule
    form["pages"][0]["items"].append({"id": "q_later", "type": "yes_no", "label": "之後"})

    [problem] = problems(form)

    assert (problem.item_id, problem.prop, problem.code) == ("q_lord", "show_if", code)
    assert problem.fix == [{"op": "set", "id": "q_lord", "prop": "show_if", "value": None}]


@pytest.mark.parametrize(
    ("rule", "path", "code"),
    [
        ({"bogus": 1}, "pages.0.items.2.show_if", "bad_rule"),
        ({"all": []}, "pages.0.items.2.show_if.all", "empty_rule"),
        ({"q": "q_rent", "op": "resembles"}, "pages.0.items.2.show_if.op", "bad_value"),
    ],
)
def test_a_condition_that_cannot_be_read_is_a_problem(form, rule, path, code):
    item(form, 2)["show_if"] = rule

    assert (path, code, "q_lord") in found(form)


def test_a_condition_nested_too_deeply_is_a_problem(form):
    rule = {"q": "q_rent", "op": "answered"}
    for _level in range(6):
        rule = {"not": rule}
    item(form, 2)["show_if"] = rule

    assert found(form) == [("pages.0.items.2.show_if", "rule_too_deep", "q_lord")]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda form: form.update(pages=[]), ("pages", "no_pages", None)),
        (lambda form: item(form, 1).update(min=3), ("pages.0.items.1.min", "unknown_property", "q_rent")),
        (lambda form: item(form, 1).update(label="x" * 301), ("pages.0.items.1.label", "too_long", "q_rent")),
        (lambda form: item(form, 2).update(format="iban"), ("pages.0.items.2.format", "bad_value", "q_lord")),
        (
            lambda form: item(form, 2).update(min_length=9, max_length=3),
            ("pages.0.items.2.max_length", "min_over_max", "q_lord"),
        ),
        (
            lambda form: item(form, 0)["choices"][1].update(label="公寓 "),
            ("pages.0.items.0.choices.1.label", "duplicate_choice", "c_house"),
        ),
        (lambda form: item(form, 1).update(id="q_home"), ("pages.0.items.1.id", "duplicate_id", "q_home")),
        (lambda form: form["checks"][0].update(on="q_gone"), ("checks.0.on", "check_target_gone", "k_int")),
        (
            lambda form: form["translations"]["en"].update(q_gone={"label": "x"}),
            ("translations.en.q_gone", "untranslatable", None),
        ),
    ],
)
def test_each_mistake_is_said_at_its_place(form, change, expected):
    change(form)

    assert expected in found(form)


def test_a_form_without_questions_cannot_be_published(form):
    form["pages"][0]["items"] = [{"id": "q_head", "type": "heading", "label": "歡迎"}]
    form["checks"], form["translations"] = [], {}

    assert found(form) == [("pages", "no_questions", None)]


def test_a_date_bound_must_be_a_day(form):
    form["pages"][0]["items"].append(
        {"id": "q_day", "type": "date", "label": "日子", "min": "2023-02-30", "max": "today"}
    )

    assert found(form) == [("pages.0.items.3.min", "bad_date", "q_day")]


def test_a_problem_speaks_the_readers_language(form):
    item(form, 1)["label"] = "x" * 301
    [problem] = problems(form)

    with override("zh-hant"):
        chinese = str(problem.message)
    with override("en"):
        english = str(problem.message)

    assert english == "This text is too long; at most 300 characters"
    assert chinese == "這段文字太長了，最多 300 字"


def test_every_problem_sentence_is_translated():
    from forms_builder.definition.problem import SENTENCES

    with override("zh-hant"):
        same = [code for code, text in SENTENCES.items() if str(text).isascii()]

    assert same == []


@pytest.mark.parametrize(
    "change",
    [
        lambda form: form.update(surprise=1),
        lambda form: form["pages"][0]["items"][0].update(type="poem"),
        lambda form: form["pages"][0]["items"][0].update(id="q-Home!"),
        lambda form: form["pages"][0]["items"][0].update(label=7),
        lambda form: form["pages"][0]["items"][1].update(id="q_home"),
        lambda form: form["pages"][0]["items"][0].update(label="x" * 5001),
        lambda form: form["pages"][0]["items"][0].update(label="\ud800"),
        lambda form: form["pages"][0]["items"][2].update(show_if={"q": float("nan")}),
        lambda form: form.update(pages=form["pages"] * 31),
    ],
)
def test_what_is_no_form_at_all_is_refused(form, change):
    change(form)

    with pytest.raises(MalformedDraft):
        check_shape(form)


def test_a_hostile_depth_is_refused_without_harm(form):
    rule = {}
    for _level in range(50_000):
        rule = {"not": rule}
    item(form, 2)["show_if"] = rule

    with pytest.raises(MalformedDraft):
        check_shape(form)
    while rule:  # taken apart level by level: freeing it at once would exhaust the stack
        rule = rule.pop("not", None)


def test_a_form_that_is_too_large_is_refused(form):
    form["pages"][0]["items"] += [
        {"id": f"q_x{number:03}", "type": "heading", "label": "字" * 5000} for number in range(20)
    ]

    with pytest.raises(DraftTooLarge):
        check_shape(form)


def test_more_than_150_questions_are_refused(form):
    form["pages"] = [
        {"id": f"p_{page:02}", "items": [{"id": f"q_{page}_{n:02}", "type": "yes_no"} for n in range(51)]}
        for page in range(3)
    ]

    with pytest.raises(MalformedDraft):
        check_shape(form)


def test_a_blank_draft_can_be_kept():
    check_shape(blank_draft("zh-hant"))


def test_new_ids_are_valid_and_differ():
    made = {new_id("q") for _time in range(200)}

    assert len(made) == 200
    assert all(is_valid_id(each, "q") for each in made)
    assert not is_valid_id("q_Ab", "q")
    assert not is_valid_id("c_abc", "q")


def test_the_applicant_sees_no_score_no_note_and_no_internal_check(form):
    before = copy.deepcopy(form)

    shown = public_projection(form, "en")

    assert form == before
    assert shown == {
        "schema_version": 1,
        "title": "Adoption",
        "language": "en",
        "languages": ["zh-hant", "en"],
        "checks": [],
        "pages": [
            {
                "id": "p_home",
                "title": "你的家",
                "items": [
                    {
                        "id": "q_home",
                        "type": "single_choice",
                        "label": "Home",
                        "choices": [{"id": "c_flat", "label": "Flat"}, {"id": "c_house", "label": "透天"}],
                    },
                    {"id": "q_rent", "type": "yes_no", "label": "租的嗎"},
                    {
                        "id": "q_lord",
                        "type": "short_text",
                        "label": "房東",
                        "show_if": {"q": "q_rent", "op": "is", "value": True},
                    },
                ],
            }
        ],
    }


def test_a_language_that_the_form_does_not_have_shows_its_own(form):
    shown = public_projection(form, "fr")

    assert (shown["language"], shown["title"]) == ("zh-hant", "收養表")


def test_questions_are_found_also_inside_a_repeat(form):
    field = {"id": "q_age", "type": "number", "label": "幾歲"}
    form["pages"][0]["items"].append({"id": "q_pets", "type": "repeat", "label": "動物", "fields": [field]})

    assert [each["id"] for each in questions(form)] == ["q_home", "q_rent", "q_lord", "q_pets"]
    assert question(form, "q_age") == field
    assert question(form, "q_gone") is None


def test_answers_come_along_by_id(form):
    new = copy.deepcopy(form)
    item(new, 0)["choices"][0]["label"] = "大樓"
    item(new, 0)["choices"].pop(1)
    item(new, 2)["type"] = "long_text"
    item(new, 1)["type"] = "number"

    kept = carry_over({"q_home": "c_flat", "q_rent": True, "q_lord": "林先生"}, form, new)
    lost = carry_over({"q_home": "c_house"}, form, new)

    assert (kept.answers, kept.dropped) == ({"q_home": "c_flat", "q_lord": "林先生"}, ("q_rent",))
    assert (lost.answers, lost.dropped) == ({}, ("q_home",))


def with_one(item, **translated):
    items = [{"id": "q_one1", "label": "One", **item}]
    texts = {"en": {"q_one1": translated}} if translated else {}
    return {"language": "zh-hant", "translations": texts, "pages": [{"id": "p_one1", "items": items}]}


AGREE = {"type": "consent", "statement": "可以打電話。"}
ALONE = {"type": "number", "unit": "小時"}
CALM = {"type": "scale", "min_label": "不怕", "max_label": "很怕"}


@pytest.mark.parametrize(
    ("old", "new", "answer", "is_kept"),
    [
        (with_one(AGREE), with_one(AGREE | {"label": "Two"}), True, True),
        (with_one(AGREE), with_one(AGREE | {"statement": "可以隨時上門。"}), True, False),
        (with_one(AGREE, statement="Call."), with_one(AGREE, statement="Call."), True, True),
        (with_one(AGREE, statement="Call."), with_one(AGREE, statement="Visit."), True, False),
        (with_one(AGREE, statement="Call."), with_one(AGREE), True, False),
        (with_one(AGREE), with_one(AGREE, statement="Visit."), True, False),
        (with_one(AGREE), with_one(AGREE | {"typed": True}), True, False),
        (with_one(AGREE | {"typed": True}), with_one(AGREE), "林怡君", False),
        (with_one(AGREE), with_one(AGREE | {"typed": False}), True, True),
        (with_one(ALONE), with_one(ALONE | {"max": 24}), 8, True),
        (with_one(ALONE), with_one(ALONE | {"unit": "分鐘"}), 8, False),
        (with_one(ALONE), with_one({"type": "number"}), 8, False),
        (with_one(ALONE, unit="hours"), with_one(ALONE, unit="minutes"), 8, False),
        (with_one(CALM), with_one(CALM | {"max": 5}), 4, True),
        (with_one(CALM), with_one(CALM | {"max": 10}), 4, False),
        (with_one(CALM), with_one(CALM | {"min": 0}), 4, False),
        (with_one(CALM), with_one(CALM | {"min_label": "很怕", "max_label": "不怕"}), 4, False),
    ],
)
def test_an_answer_comes_along_only_where_it_still_says_the_same(old, new, answer, is_kept):
    carried = carry_over({"q_one1": answer}, old, new)

    assert carried.answers == ({"q_one1": answer} if is_kept else {})
    assert carried.dropped == (() if is_kept else ("q_one1",))


def test_a_new_language_asks_for_no_number_again():
    old, new = with_one(ALONE), with_one(ALONE, unit="hours")
    old["translations"] = {}

    assert carry_over({"q_one1": 8}, old, new).answers == {"q_one1": 8}


def test_so_does_a_number_in_a_row():
    def rows(unit):
        return with_one(
            {"type": "repeat", "fields": [{"id": "q_ages", "type": "number", "label": "Age", "unit": unit}]}
        )

    carried = carry_over({"q_one1": [{"q_ages": 3}]}, rows("years"), rows("months"))

    assert (carried.answers, carried.dropped) == ({}, ("q_one1",))


def test_the_json_schema_names_every_type():
    schema = json_schema()

    types = {
        definition["properties"]["type"]["const"]
        for definition in schema["$defs"].values()
        if "const" in definition["properties"].get("type", {})
    }
    assert len(types) == 15
