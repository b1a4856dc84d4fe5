"""What one step is told of its form is enough to show, hide and hint as the law does, and no more than that."""

import json
import subprocess
from datetime import date
from pathlib import Path

import pytest

from forms_builder.evaluation import clean
from forms_builder.step_rules import settled, step_rules
from tests import services
from tests.forms_builder.test_vectors import VECTORS

SCRIPT = Path(__file__).parent.parent / "js" / "step_rules.mjs"
TODAY = date(2026, 6, 20)
FORM = {
    "schema_version": 1,
    "title": "Form",
    "language": "en",
    "pages": [
        {
            "id": "p_one",
            "title": "You",
            "items": [
                {"id": "q_age", "type": "number", "label": "Your age", "private_note": "Be strict"},
                {"id": "q_born", "type": "date", "label": "Born", "max": "today-18y", "help": "As on your card"},
            ],
        },
        {
            "id": "p_two",
            "show_if": {"q": "q_born", "op": "before", "value": "today-20y"},
            "items": [
                {
                    "id": "q_home",
                    "type": "single_choice",
                    "label": "Home",
                    "show_if": {"q": "q_age", "op": "gt", "value": 20},
                    "choices": [{"id": "c_aa", "label": "Flat", "score": 2}, {"id": "c_bb", "label": "House"}],
                }
            ],
        },
    ],
    "checks": [
        {"id": "k_one", "on": "q_age", "when": {"q": "q_age", "op": "gt", "value": 90}, "message": "Really?"},
        {"id": "k_two", "on": "q_home", "when": {"q": "q_age", "op": "gt", "value": 90}, "message": "Stairs?"},
    ],
}


def told(page_ids, answers):
    return step_rules(FORM, answers, page_ids, language="en", today=TODAY)


def test_a_step_is_told_the_rules_of_its_questions_and_what_shows_the_others():
    rules = told(["p_two"], {})

    assert rules["definition"] == {
        "pages": [
            {
                "items": [
                    {"id": "q_age", "type": "number", "is_read": True},
                    {"id": "q_born", "type": "date", "is_read": True},
                ]
            },
            {
                "show_if": {"q": "q_born", "op": "before", "value": "2006-06-20"},
                "items": [
                    {
                        "id": "q_home",
                        "type": "single_choice",
                        "show_if": {"q": "q_age", "op": "gt", "value": 20},
                        "choices": [{"id": "c_aa"}, {"id": "c_bb"}],
                    }
                ],
            },
        ],
        "checks": [FORM["checks"][1]],
    }


def test_answers_of_other_steps_come_as_they_are_kept_where_that_is_not_what_was_typed():
    answers = {"q_age": "２１", "q_born": "2001-02-03", "q_home": "c_aa"}

    assert told(["p_two"], answers)["read"] == {"q_age": 21}
    assert told(["p_one"], answers)["read"] == {}


def test_what_cannot_be_read_is_no_answer():
    assert told(["p_two"], {"q_age": "many"})["read"] == {"q_age": None}


def test_days_that_hang_on_today_become_dates():
    item = {"type": "date", "min": "today", "max": "2030-01-01"}

    assert settled(item, TODAY) == {"type": "date", "min": "2026-06-20", "max": "2030-01-01"}
    assert settled({"type": "number", "min": 1}, TODAY) == {"type": "number", "min": 1}


def cases():
    """Each vector, seen from each of its pages: what the step is told, and what the law says of it."""
    for definition, vector in (parameter.values for parameter in VECTORS):
        if "today" not in vector or "unknown" in vector["expect"]:
            continue
        today, files = date.fromisoformat(vector["today"]), vector.get("files")
        law = clean(definition, vector["answers"], today, files=files)
        for page in definition["pages"]:
            rules = step_rules(definition, vector["answers"], [page["id"]], language="en", today=today)
            here = tuple(item["id"] for item in page["items"])
            errors = {key: [fault.code for fault in faults] for key, faults in law.errors.items()}
            yield (
                rules | {"answers": vector["answers"], "files": files},
                {
                    "visible": list(law.visible),
                    "minutes": law.progress.minutes_left,
                    "errors": {key: codes for key, codes in errors.items() if key.split(".")[0] in here},
                },
            )


@pytest.mark.skipif(not services.which("node"), reason="optional: no node")
def test_the_script_of_a_step_says_what_the_law_says(tmp_path):
    told_and_law = list(cases())
    path = tmp_path / "cases.json"
    path.write_text(json.dumps([told for told, _law in told_and_law]), "utf-8")

    result = subprocess.run(["node", str(SCRIPT), str(path)], capture_output=True, text=True, timeout=60, check=True)

    assert len(told_and_law) > 300
    assert json.loads(result.stdout) == [law for _told, law in told_and_law]
