"""The editor's scripts stay light, counted whole: what it loads at once, and all that it may load in a session.

Counted is each module that the controllers of the editor's page lead to, by `import … from` (at once) and by `import()`
(all: dialogs, the library for dragging), as browsers get it: without comments, each module compressed for itself. Not
counted is what whoever comes here has already (main.js, header, bell and hearts of ordinary pages), nor the preview's
frame: that is the public form, whose scripts keep a budget of their own. Both are printed beside.
"""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse

from forms_builder.services import forms
from petbuddy.static_storage import compact, is_own_module
from tests.factories.accounts import UserFactory, sign_in
from tests.forms_builder.definitions import small

STATIC = (Path(settings.BASE_DIR) / "static").resolve()
PAGE = Path(settings.BASE_DIR) / "templates" / "forms_builder" / "forms_edit.html"
ORDINARY = ["main.js", *(f"controllers/{name}_controller.js" for name in ("session", "bell", "like"))]
BUDGET = 60 * 1024
AT_ONCE = re.compile(r"""(?:from|^import)\s*["'](\.[^"']+)["']""", re.MULTILINE)
LATER = re.compile(r"""import\(\s*["'](\.[^"']+)["']\s*\)""")


def controllers(template):
    """The modules of the controllers that a template names."""
    names = {name for value in re.findall(r'data-controller="([^"]+)"', template) for name in value.split()}
    return [STATIC / "js" / "controllers" / f"{name.replace('-', '_')}_controller.js" for name in names]


def tree(modules, *patterns):
    """These modules and all that they lead to."""
    found, waiting = set(), [path.resolve() for path in modules]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            source = path.read_text(encoding="utf-8")
            waiting += [(path.parent / name).resolve() for each in patterns for name in each.findall(source)]
    return found


def size(modules):
    return sum(len(gzip.compress(as_sent(path), 9)) for path in modules) / 1024


def as_sent(path):
    source = path.read_text(encoding="utf-8")
    return (compact(source) if is_own_module(str(path.relative_to(STATIC))) else source).encode()


def test_the_editor_keeps_its_budget(capsys):
    everywhere = tree([STATIC / "js" / name for name in ORDINARY], AT_ONCE)
    page = controllers(PAGE.read_text(encoding="utf-8"))
    at_once = tree(page, AT_ONCE) - everywhere
    all_of_it = tree(page, AT_ONCE, LATER) - everywhere
    preview = tree([STATIC / "js" / "controllers" / "preview_controller.js"], AT_ONCE) - everywhere - all_of_it

    with capsys.disabled():
        print(  # noqa: T201
            f"\nform editor: {size(at_once):.1f} kB at once ({len(at_once)} modules), all {size(all_of_it):.1f} of "
            f"{BUDGET // 1024} kB compressed ({len(all_of_it)}); on ordinary pages {size(everywhere):.1f}, "
            f"in the preview's frame {size(preview):.1f}"
        )

    assert size(all_of_it) * 1024 <= BUDGET


@pytest.mark.django_db
def test_what_the_editor_needs_at_once_comes_in_one_trip(client):
    owner = UserFactory()
    form = forms.create(owner=owner, title="Adopt Mikan", definition=small())
    sign_in(client, owner)

    html = client.get(reverse("forms:edit", args=[form.pk])).content.decode()

    needed = tree([STATIC / "js" / "controllers" / "builder_controller.js"], AT_ONCE)
    asked_for = re.findall(r'<link rel="modulepreload" href="([^"]+)">', html)
    names = {static(str(path.relative_to(STATIC))) for path in needed}
    assert names <= set(asked_for)
    assert len(asked_for) <= len(names) + 1
