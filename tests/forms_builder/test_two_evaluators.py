"""Python is the law and JavaScript follows it, also where nobody wrote a vector: both are asked of made-up forms."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from forms_builder.definition import check_shape, problems
from forms_builder.evaluation import UnknownQuestions, clean

from .made_up import definitions, filled_in

SCRIPT = Path(__file__).parents[1] / "js" / "evaluate_lines.mjs"
MADE_UP = settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def browser_says():
    """The browser's evaluator in one process of node: a line in, a line out."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node here")
    running = subprocess.Popen([node, SCRIPT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")

    def ask(**asked):
        running.stdin.write(json.dumps(asked) + "\n")
        running.stdin.flush()
        return json.loads(running.stdout.readline())

    yield ask
    running.stdin.close()
    running.wait()


def server_says(definition, answers, today, files):
    try:
        found = clean(definition, answers, today, files=files)
    except UnknownQuestions as error:
        return {"unknown": error.extra["ids"]}
    spoken = {
        name: {key: [{"code": fault.code, "params": fault.params} for fault in faults] for key, faults in of.items()}
        for name, of in (("errors", found.errors), ("warnings", found.warnings))
    }
    numbers = ("answered", "total", "missing", "minutes_left")
    progress = {name: getattr(found.progress, name) for name in numbers}
    return spoken | {
        "visible": found.visible,
        "pages": found.pages,
        "answers": found.answers,
        "flags": found.flags,
        "progress": progress | {"pages": [vars(page) for page in found.progress.pages]},
    }


def alike(value):
    """As JSON that knows one kind of number, as browsers do; true stays apart from 1."""
    if isinstance(value, dict):
        return {key: alike(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [alike(part) for part in value]
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


@MADE_UP
@given(filled=filled_in())
def test_both_say_the_same_of_whatever_form_and_answers(browser_says, filled):
    definition, answers, today, files = filled

    server = server_says(definition, answers, today, files)
    browser = browser_says(definition=definition, answers=answers, today=today.isoformat(), files=files)

    assert json.dumps(alike(browser), sort_keys=True) == json.dumps(alike(server), sort_keys=True)


@MADE_UP
@given(filled=filled_in())
def test_what_is_kept_is_read_the_same_again_and_nothing_hidden_is_in_it(filled):
    definition, answers, today, files = filled
    asked = {item["id"] for page in definition["pages"] for item in page["items"]}
    answers = {key: value for key, value in answers.items() if key in asked}

    once = clean(definition, answers, today, files=files)
    again = clean(definition, once.answers, today, files=files)

    assert set(once.answers) <= set(once.visible)
    assert json.dumps(again.answers, sort_keys=True) == json.dumps(once.answers, sort_keys=True)


@MADE_UP
@given(definition=definitions())
def test_a_made_up_form_can_be_published_and_its_shape_kept(definition):
    check_shape(definition)

    assert problems(definition) == []
