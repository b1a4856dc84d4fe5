"""The production build of our static files: hashed names, and every import of a module leads to a file."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.test import override_settings

from petbuddy.static_storage import HashedStaticFilesStorage

IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*["'](\.[^"']+)["']""")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Our own static folder as collectstatic would leave it; {name: hashed name}."""
    root = tmp_path_factory.mktemp("static")
    with override_settings(STATIC_ROOT=str(root)):
        storage = HashedStaticFilesStorage(location=str(root), base_url="/static/")
        ours = finders.FileSystemFinder()
        paths = {}
        for name, source in ours.list(["scss", "*.md"]):
            with source.open(name) as file:
                storage.save(name, file)
            paths[name] = (storage, name)
        for name, _hashed, processed in storage.post_process(paths):
            assert not isinstance(processed, Exception), f"{name}: {processed}"
    return root


def test_every_import_of_a_built_module_leads_to_a_hashed_file(built):
    broken = []

    for module in built.glob("js/**/*.*.js"):
        for address in IMPORT.findall(COMMENT.sub("", module.read_text())):
            target = (module.parent / address).resolve()
            if not target.exists() or not re.search(r"\.[0-9a-f]{12}\.js$", address):
                broken.append(f"{module.name}: {address}")

    assert broken == []


def test_no_comment_makes_a_circle():
    """A type in a comment, such as `import("./x.js")`, is rewritten like a real import: two of them can be a circle."""
    typed = []

    for finder in [finders.FileSystemFinder()]:
        for name, source in finder.list([]):
            if name.endswith(".js") and "vendor" not in name:
                with source.open(name) as file:
                    comments = COMMENT.findall(file.read().decode())
                typed += [name for comment in comments if IMPORT.search(comment)]

    assert typed == []
