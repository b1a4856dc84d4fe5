"""A form of ASM3 becomes one of ours; what can not is said in plain words."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from forms_builder import evaluation, importing
from forms_builder.definition import items, problems
from tests.forms_builder.filling import answers_to

DATA = Path(__file__).parents[2] / "data"
TODAY = date(2026, 11, 22)


@pytest.fixture
def imported():
    return importing.read((DATA / "asm3_form.json").read_text())


def by_label(imported):
    return {item.get("label") or item.get("help"): item for item in items(imported.definition)}


def one(**field):
    """The only item that a form of one field (after an own question `before`) has besides."""
    before = {"name": "before", "label": "Before?", "type": "YESNO", "index": 1}
    read = importing.read(
        json.dumps({"name": "F", "fields": [before, {"name": "x", "label": "X", "index": 2} | field]})
    )
    return next(item for item in items(read.definition) if item.get("label") != "Before?"), read.remarks


def test_the_form_can_be_published_as_it_comes(imported):
    assert problems(imported.definition) == []
    assert (imported.title, imported.definition["language"]) == ("Barn cat application", "en")
    assert imported.definition["intro"] == "For our barn cats only.\nThank you for asking."


def test_fields_stand_in_their_order_and_a_heading_begins_a_page(imported):
    pages = [(page.get("title"), [item["type"] for item in page["items"]]) for page in imported.definition["pages"]]

    assert pages == [
        (None, ["short_text"] * 4),
        (
            "Your barn",
            ["note", "yes_no", "short_text", "single_choice", "number", "long_text", "multi_choice", "short_text"],
        ),
        ("Your barn, part 2", ["short_text", "note", "photo", "note", "short_text", "consent", "consent", "note"]),
    ]
    assert [item["label"] for item in imported.definition["pages"][0]["items"]][:2] == ["First name", "Last name"]


def test_names_of_fields_say_what_they_hold(imported):
    found = by_label(imported)

    assert (found["Email"]["format"], found["Email"]["private"]) == ("email", True)
    assert (found["Mobile"]["format"], found["Mobile"].get("required")) == ("phone", None)
    assert found["First name"]["help"] == "As we may call you"


def test_conditions_are_carried_over(imported):
    found = by_label(imported)
    rent, kind, acres, have = (found[key] for key in ("Do you rent?", "Kind of place", "Acres", "What is there?"))
    choices = {choice["label"]: choice["id"] for choice in kind["choices"]}

    assert list(choices) == ["Farm", "Stable", "Garden"]
    assert found["Landlord's name"]["show_if"] == {"q": rent["id"], "op": "is", "value": True}
    assert acres["show_if"] == {
        "any": [{"q": kind["id"], "op": "is", "value": choices[label]} for label in ("Farm", "Stable")]
    }
    assert found["How far is the road?"]["show_if"] == {
        "all": [
            {"q": acres["id"], "op": "lt", "value": 5.0},
            {"not": {"q": rent["id"], "op": "is", "value": True}},
        ]
    }
    assert found["Which vet?"]["show_if"] == {"q": have["id"], "op": "any_of", "value": [have["choices"][2]["id"]]}


def test_what_is_lost_is_listed_and_noted_at_its_question(imported):
    found = by_label(imported)

    assert [remark.where for remark in imported.remarks] == [
        "When are you at home?", "Which cat?", "Sum", "Early bird?",
    ]  # fmt: skip
    assert found["Early bird?"]["private_note"] == imported.remarks[-1].message
    assert "agree=on" in imported.remarks[-1].message
    assert found["Early bird?"].get("required") is None


TOKENS = {
    "header": "<h2>$$TITLE$$</h2><p>Thank you.</p>",
    "footer": "<div>$$FOOTER$$ $$image_1$$</div>",
    "fields": [
        {"name": "why", "label": "Why $$ANIMALNAME$$?", "type": "NOTES", "tooltip": "At $5 or $$6", "index": 1},
        {"name": "m", "label": "", "type": "RAWMARKUP", "tooltip": "<p>$$BASEURL$$</p>", "index": 2},
    ],
}


def test_places_that_the_other_system_fills_in_are_left_out_and_told():
    read = importing.read(json.dumps({"name": "F", **TOKENS}))

    [item] = items(read.definition)
    said = [(remark.where, re.findall(r"\$\$\w+\$\$", remark.message)) for remark in read.remarks]
    assert (read.definition["intro"], item["label"], item["help"]) == ("Thank you.", "Why?", "At $5 or $$6")
    assert said == [("", ["$$TITLE$$", "$$FOOTER$$", "$$image_1$$", "$$BASEURL$$"]), ("Why?", ["$$ANIMALNAME$$"])]
    assert item["private_note"] == read.remarks[1].message


@pytest.mark.parametrize("yes", [True, False])
def test_it_can_be_filled_in(imported, yes):
    answers = answers_to(imported.definition, TODAY, yes=yes)

    outcome = evaluation.clean(imported.definition, answers, TODAY)

    assert outcome.errors == {}
    assert len(outcome.visible) == (18 if yes else 17)


@pytest.mark.parametrize(
    ("condition", "rule"),
    [
        ("before=Yes", {"op": "is", "value": True}),
        ("before=off", {"op": "is", "value": False}),
        ("before=", {"op": "not_answered"}),
        ("before!", {"op": "answered"}),
    ],
)
def test_a_condition_over_yes_and_no(condition, rule):
    item, remarks = one(type="TEXT", visibleif=condition)

    assert ({key: item["show_if"][key] for key in rule}, remarks) == (rule, [])


@pytest.mark.parametrize(
    "condition", ["before", "before>3", "nobody=1", "x=1", "before=maybe", "=", "&", "|" * 50, "before=Yes&" * 30]
)
def test_a_condition_that_ours_can_not_say_is_told(condition):
    item, remarks = one(type="TEXT", visibleif=condition, mandatory=True)

    assert ("show_if" in item, item.get("required"), len(remarks)) == (False, None, 1)


def test_columns_of_the_database_are_read_as_well():
    row = {"FIELDNAME": "why", "LABEL": "Why?", "FIELDTYPE": 2, "MANDATORY": 1, "DISPLAYINDEX": 5, "LOOKUPS": None}

    read = importing.read(json.dumps({"name": "F", "fields": [row]}))

    [item] = items(read.definition)
    assert (item["type"], item["label"], item["required"]) == ("long_text", "Why?", True)
