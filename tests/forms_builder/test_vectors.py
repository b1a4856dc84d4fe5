"""The vectors are the contract between the two evaluators: this is the law's side of it."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from forms_builder.definition import problems
from forms_builder.evaluation import UnknownQuestions, clean, today_in

FOLDER = Path(__file__).parent / "vectors"
FILES = {path.name: json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.json"))}
VECTORS = [
    pytest.param(document["definitions"][vector["definition"]], vector, id=f"{name}: {vector['name']}")
    for name, document in FILES.items()
    for vector in document["vectors"]
]


def said(definition, vector):
    today = (
        today_in(vector["zone"], datetime.fromisoformat(vector["now"]))
        if "now" in vector
        else date.fromisoformat(vector["today"])
    )
    try:
        outcome = clean(definition, vector["answers"], today, files=vector.get("files"))
    except UnknownQuestions as error:
        return {"unknown": error.extra["ids"]}
    progress = outcome.progress
    return {
        "visible": list(outcome.visible),
        "pages": list(outcome.pages),
        "answers": outcome.answers,
        "errors": {key: [fault.code for fault in faults] for key, faults in outcome.errors.items()},
        "params": {key: [fault.params for fault in faults] for key, faults in outcome.errors.items()},
        "warnings": {key: [fault.code for fault in faults] for key, faults in outcome.warnings.items()},
        "flags": list(outcome.flags),
        "progress": {
            "answered": progress.answered,
            "total": progress.total,
            "missing": progress.missing,
            "minutes_left": progress.minutes_left,
        },
    }


@pytest.mark.parametrize(("definition", "vector"), VECTORS)
def test_the_evaluator_says_what_the_vector_says(definition, vector):
    outcome = said(definition, vector)

    actual = {part: outcome.get(part) for part in vector["expect"]}
    # As JSON, so that true is not 1 and 1.0 is not 1.
    assert json.dumps(actual, sort_keys=True) == json.dumps(vector["expect"], sort_keys=True)


def test_there_are_enough_vectors_and_each_has_its_own_name():
    assert len(VECTORS) >= 150
    assert len({vector.id for vector in VECTORS}) == len(VECTORS)


@pytest.mark.parametrize("name", FILES)
def test_the_vectors_use_forms_that_can_be_published(name):
    forms = {key: form for key, form in FILES[name]["definitions"].items() if not key.startswith("unpublished")}

    found = [problem for form in forms.values() for problem in problems(form)]

    assert found == []
