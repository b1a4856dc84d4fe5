"""Whatever is uploaded is either a form within our limits, or a sentence that says why not."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms_builder import evaluation, importing, templates_registry
from forms_builder.definition import check_shape, items, problems, questions
from tests.forms_builder.definitions import small
from tests.forms_builder.filling import answers_to

DATA = Path(__file__).parents[2] / "data"
REAL = sorted((Path(__file__).parents[4] / "shared" / "data" / "forms").glob("*.json"))
TODAY = date(2026, 11, 22)


def listed(*rows, **more):
    return importing.read(json.dumps({"title": "F", "questions": list(rows)} | more))


def asm3(*fields):
    return importing.read(json.dumps({"name": "F", "fields": list(fields)}))


def test_a_plain_list_becomes_a_form():
    read = importing.read((DATA / "listed_form.json").read_text())

    found = {item["label"]: item for item in questions(read.definition)}
    assert problems(read.definition) == []
    assert [page["title"] for page in read.definition["pages"]] == ["You", "Home", "End"]
    assert [choice["label"] for choice in found["Kind of home"]["choices"]] == ["House", "Flat"]
    assert (found["Kind of home"]["other"], found["Hours alone"]["unit"]) == (True, "hours")
    assert [field["label"] for field in found["Animals now"]["fields"]] == ["Name", "Kind", "Neutered?"]
    assert found["Please tell more"]["show_if"]["q"] == found["Does anybody have an allergy?"]["id"]
    assert [remark.where for remark in read.remarks] == ["Inside or outside?", "Your income stars"]


@pytest.mark.parametrize(
    "path", [DATA / "asm3_form.json", DATA / "listed_form.json", *REAL], ids=lambda path: path.stem
)
def test_every_form_is_published_and_filled_in_as_it_comes(path):
    definition = importing.read(path.read_text(encoding="utf-8")).definition

    outcome = evaluation.clean(definition, answers_to(definition, TODAY), TODAY)

    assert (problems(definition), outcome.errors) == ([], {})


def test_a_form_of_this_site_comes_back_as_it_was():
    definition = templates_registry.get("cat").definition("zh-hant")

    read = importing.read(json.dumps(definition))

    assert (read.definition, read.remarks) == (definition, [])


def test_pictures_of_another_form_are_left_there():
    choice = [{"id": "c_one", "label": "A", "image": "0b6c3f2e"}, {"id": "c_two", "label": "B"}]
    item = {"id": "q_one", "type": "single_choice", "label": "Which?", "choices": choice}
    definition = small() | {"pages": [{"id": "p_one", "items": [item]}]}

    read = importing.read(json.dumps(definition))

    assert [remark.where for remark in read.remarks] == ["Which?"]
    assert "image" not in json.dumps(read.definition)


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", "null", '"form"', "{}", '{"fields": []}', '{"fields": {}}', '{"fields": ["a", 1, null]}',
        '{"questions": [{}]}', '{"schema_version": 1}', '{"schema_version": 9, "pages": "x"}', "[" * 100_000,
        '{"a":' * 5_000, '{"fields": NaN}', '{"questions": 1e999}', "9" * 10_000, "x" * 600_000, "字" * 200_000,
    ],
    ids=range(19),
)  # fmt: skip
def test_what_is_no_form_is_refused_with_a_sentence(text):
    with pytest.raises(importing.Unreadable) as refused:
        importing.read(text)

    assert str(refused.value) != ""


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"\x89PNG\r\n", b"x" * 600_000])
def test_a_file_that_holds_no_text_is_refused(data):
    with pytest.raises(importing.Unreadable):
        importing.text_of(data)


def test_a_byte_order_mark_does_no_harm():
    assert importing.text_of("\ufeff{}".encode()) == "{}"


def test_markup_never_reaches_a_form():
    label = "<img src=x onerror=alert(1)>Your <b>name</b> &amp; age<script>alert(2)</script>"

    [item] = items(asm3({"name": "a", "label": label, "type": "TEXT"}).definition)

    assert item["label"] == "Your name & age"


def test_control_characters_and_broken_letters_are_cleaned():
    [item] = items(listed({"text": "Na\u0000me\ud800\u202e", "type": "short_text"}).definition)

    assert json.dumps(item["label"]) == json.dumps("Name\ufffd\u202e")


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ({"type": "single_choice", "choices": ["Only one"]}, "short_text"),
        ({"type": "single_choice", "choices": ["Same", "same ", ""]}, "short_text"),
        ({"type": "multi_choice", "choices": "a|b"}, "short_text"),
        ({"type": "table"}, "long_text"),
        ({"type": ["long_text"]}, "note"),
        ({"type": None}, "note"),
    ],
)
def test_what_does_not_fit_its_type_becomes_another_and_is_told(row, kind):
    read = listed({"text": "A?"} | row, {"text": "B?", "type": "yes_no"})

    assert [item["type"] for item in items(read.definition)] == [kind, "yes_no"]
    assert (len(read.remarks), problems(read.definition)) == (1, [])


def test_a_form_beyond_every_limit_is_cut_to_what_may_be_published():
    rows = [
        {"text": f"{number} " + "long " * 300, "type": "multi_choice", "section": f"S{number}",
         "choices": [f"o{n}" for n in range(130 if number == 0 else 3)]}
        for number in range(170)
    ]  # fmt: skip

    read = listed(*rows)

    assert problems(read.definition) == []
    assert (sum(1 for _ in questions(read.definition)), len(read.definition["pages"])) == (150, 30)
    assert read.remarks[0].where == ""


def test_headings_without_questions_are_kept():
    heading = {"name": "h", "type": "RAWMARKUP", "tooltip": "<h1>Welcome</h1>"}
    second = {"name": "i", "type": "RAWMARKUP", "tooltip": "<h2>You</h2>"}

    read = asm3(heading, second, {"name": "a", "label": "Name", "type": "TEXT"})

    [page] = read.definition["pages"]
    assert (page["title"], [item["label"] for item in page["items"]]) == ("You", ["Welcome", "Name"])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from(
    "name label type mandatory index visibleif lookups tooltip text required choices section help unit min max "
    "min_length other columns rows_max follow_up show_if FIELDTYPE FIELDNAME DISPLAYINDEX".split()
)
TYPES = st.sampled_from(
    "TEXT LOOKUP RAWMARKUP CHECKBOX NUMBER table single_choice number short_text consent yes_no".split()
)
ROW = st.builds(
    lambda row, kind: row | ({"type": kind} if kind else {}),
    st.dictionaries(KEYS, JSON | st.lists(st.text(max_size=5), max_size=4), max_size=8),
    st.none() | TYPES,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(key=st.sampled_from(["fields", "questions"]), rows=st.lists(ROW | JSON, max_size=6), more=JSON)
def test_no_file_breaks_it(key, rows, more):
    text = json.dumps({key: rows, "title": more, "name": more, "language": more, "header": more, "intro": more})

    try:
        definition = importing.read(text).definition
    except importing.Unreadable:
        return

    check_shape(definition)
    assert [problem.code for problem in problems(definition) if problem.code != "no_questions"] == []
