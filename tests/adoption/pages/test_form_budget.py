"""The scripts of the form stay light: what its steps load beyond what every page has, compressed as it is sent."""

import gzip
import re
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile

from petbuddy.static_storage import HashedStaticFilesStorage, compact

SCRIPTS = (Path(settings.BASE_DIR) / "static" / "js").resolve()
SHARED = ("core/", "api/client.js")  # every page has these already
BUDGET, TOLERANCE = 15 * 1024, 1.05

# What stands on every step, and what comes along with a question that needs it.
EVERY_STEP = ("apply", "counter", "error_summary")
BY_QUESTION = {"photos": ("upload",), "rows": ("rows",), "address": ("district",)}


def tree(controllers):
    """The modules of these controllers and all that they import, without those that every page has."""
    found, waiting = set(), [SCRIPTS / "controllers" / f"{name}_controller.js" for name in controllers]
    while waiting:
        path = waiting.pop().resolve()
        if path not in found:
            found.add(path)
            names = re.findall(r"""(?:from|import)\s*\(?\s*["'](\.[^"']+)["']""", path.read_text(encoding="utf-8"))
            waiting += [path.parent / name for name in names]
    is_shared = {path: str(path.relative_to(SCRIPTS)).startswith(SHARED) for path in found}
    return {path for path in found if not is_shared[path] or path.name == "file_shelf.js"}


def size(paths):
    return sum(len(gzip.compress(compact(path.read_text(encoding="utf-8")).encode(), 9)) for path in paths)


def test_the_form_keeps_its_budget(capsys):
    every = tree(EVERY_STEP)
    more = {what: size(tree(names) - every) for what, names in BY_QUESTION.items()}

    parts = ", ".join(f"{what} {amount / 1024:.1f}" for what, amount in more.items())
    with capsys.disabled():
        print(f"\npublic form: {size(every) / 1024:.1f} of {BUDGET // 1024} kB compressed; with {parts}")  # noqa: T201

    assert size(every) <= BUDGET * TOLERANCE


def test_no_string_of_a_module_runs_over_several_lines():
    """`compact` takes comments and indents off line by line."""
    modules = [path for path in SCRIPTS.rglob("*.js") if path.parent.name != "vendor"]
    open_ended = [
        f"{path.name}:{number}"
        for path in modules
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if line.replace("\\`", "").count("`") % 2
    ]

    assert open_ended == []


SOURCE = """/** What it is. */

import { t } from "./i18n.js";

// why
export const a = {
  b: "// none", /* kept */
};
"""


def test_a_module_is_collected_without_comments_and_says_the_same(tmp_path):
    storage = HashedStaticFilesStorage(location=tmp_path, base_url="/static/")
    file = ContentFile(SOURCE.encode())
    file.read()  # Django has computed its hash

    for name in ("js/a.js", "js/vendor/a.js"):
        storage.save(name, file)

    assert (tmp_path / "js/a.js").read_text() == (
        'import { t } from "./i18n.js";\nexport const a = {\nb: "// none", /* kept */\n};\n'
    )
    assert (tmp_path / "js/vendor/a.js").read_text() == SOURCE
