"""The scripts of the form stay light, whatever a step asks: what it loads or may load, compressed as it is sent."""

import re

import pytest
from django.core.files.base import ContentFile

from adoption.form_templates import SPECIES, template
from petbuddy.static_storage import HashedStaticFilesStorage, compact
from tests.form_scripts import ORDINARY, SCRIPTS, scripts_of, size, tree

pytestmark = pytest.mark.django_db  # an address lists the districts

KILOBYTE = 1024
BUDGET, WITH_SHARED = 15 * KILOBYTE, 25 * KILOBYTE
# A page of fifteen kinds is no step that we would draw; what it costs is known all the same.
EVERYTHING = 18.5 * KILOBYTE

CHOICES = [{"id": "c_aa", "label": "One"}, {"id": "c_bb", "label": "Two"}]
QUESTIONS = {
    "words": {"type": "long_text", "max_length": 300},
    "choices": {"type": "multi_choice", "other": True, "choices": CHOICES},
    "yes or no": {"type": "yes_no"},
    "consent": {"type": "consent", "statement": "I agree", "typed": True},
    "telephone": {"type": "short_text", "format": "phone"},
    "number": {"type": "number", "min": 0},
    "scale": {"type": "scale"},
    "date": {"type": "date", "max": "today-18y"},
    "address": {"type": "address", "detail": "full"},
    "photos": {"type": "photo", "max_files": 3},
    "files": {"type": "file"},
    "rows": {"type": "repeat", "fields": [{"id": "q_field", "label": "Kind", "type": "short_text"}]},
}
STEPS = {name: [name] for name in QUESTIONS} | {
    "photos, rows, words, choices": ["photos", "rows", "words", "choices"],
}


def asked(names):
    """These questions on one step; each but the first is shown by a condition."""
    items = [QUESTIONS[name] | {"id": f"q_{at}", "label": name} for at, name in enumerate(names)]
    return [items[0], *(item | {"show_if": {"q": "q_0", "op": "answered"}} for item in items[1:])]


def say(capsys, what, amount, limit=BUDGET):
    with capsys.disabled():
        words = f"public form, {what}: {amount / KILOBYTE:.1f} of {limit / KILOBYTE:g} kB compressed"
        print(f"\n{words}", end="")  # noqa: T201


@pytest.mark.parametrize("step", STEPS)
def test_a_step_keeps_the_budget_whatever_it_asks(step, capsys):
    amount = size(scripts_of(asked(STEPS[step])))

    say(capsys, step, amount)
    assert amount <= BUDGET


@pytest.mark.parametrize("species", SPECIES)
def test_every_step_of_our_own_templates_keeps_it(species, capsys):
    heaviest = max(size(scripts_of(page["items"])) for page in template(species)["pages"])

    say(capsys, f"heaviest step of the template for {species}", heaviest)
    assert heaviest <= BUDGET


def test_a_page_of_all_kinds_at_once_is_known_too(capsys):
    scripts = scripts_of(asked(QUESTIONS))

    say(capsys, "all kinds on one page", size(scripts), EVERYTHING)
    assert size(scripts) <= EVERYTHING


def test_with_what_every_page_has_a_step_keeps_the_budget_of_the_page(capsys):
    step = scripts_of(asked(["photos", "rows", "words", "choices"]))
    whole = step | tree("main.js") | {path for path in tree(*ORDINARY) if path.parent.name == "core"}

    say(capsys, "with all that the page loads", size(whole), WITH_SHARED)
    assert size(whole) <= WITH_SHARED


def test_no_string_of_a_module_runs_over_several_lines_and_no_template_stands_in_another():
    """`compact` takes off what only people read line by line, and leaves templates as they are."""
    modules = [path for path in SCRIPTS.rglob("*.js") if path.parent.name != "vendor"]
    odd = [
        f"{path.name}:{number}"
        for path in modules
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if (plain := line.replace("\\`", "")).count("`") % 2 or re.search(r"\$\{[^}`]*`", plain)
    ]

    assert odd == []


SOURCE = """/** What it is. */

import { t } from "./i18n.js";

// why
export const a = {
  b: "// none", /* why not */
  c: one / two, // "half"
  d: /[ /]\\/ +/g.test(`${ a } b`) ? a + +b : 'c  d',
};
"""


def test_a_module_is_collected_without_what_only_people_read_and_says_the_same(tmp_path):
    storage = HashedStaticFilesStorage(location=tmp_path, base_url="/static/")
    file = ContentFile(SOURCE.encode())
    file.read()  # Django has computed its hash

    for name in ("js/a.js", "js/vendor/a.js"):
        storage.save(name, file)

    assert (tmp_path / "js/a.js").read_text() == (
        'import{t}from "./i18n.js";export const a={b:"// none",c:one / two,'
        "d:/[ /]\\/ +/g.test(`${ a } b`)?a + +b:'c  d',};"
    )
    assert (tmp_path / "js/vendor/a.js").read_text() == SOURCE


def test_what_is_sent_is_collected_twice_and_stays_the_same():
    sent = {
        path.name: compact(path.read_text("utf-8")) for path in SCRIPTS.rglob("*.js") if path.parent.name != "vendor"
    }

    assert {name: compact(source) for name, source in sent.items()} == sent
