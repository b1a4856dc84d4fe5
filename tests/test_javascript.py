"""Runs the scripts' own tests with Node, where there is one; the pages themselves are tested in tests/browser."""

import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from petbuddy.static_storage import compact, is_own_module
from tests import services

FOLDER = Path(__file__).parent / "js"
STATIC = Path(settings.BASE_DIR) / "static"
SCRIPTS = sorted(path.name for path in FOLDER.glob("*.test.*js"))

pytestmark = pytest.mark.skipif(not services.which("node"), reason="optional: no node")


def node(*arguments):
    result = subprocess.run(["node", *arguments], capture_output=True, text=True, timeout=120, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("script", SCRIPTS)
def test_script(script):
    node("--test", str(FOLDER / script))


@pytest.fixture(scope="session")
def sent(tmp_path_factory):
    """The modules as browsers get them, and the tests beside them."""
    root = tmp_path_factory.mktemp("sent")
    shutil.copytree(STATIC / "js", root / "static" / "js")
    shutil.copytree(FOLDER, root / "tests" / "js")
    (root / "tests" / "forms_builder").symlink_to(FOLDER.parent / "forms_builder")
    (root / "package.json").write_text('{"type": "module"}')
    for path in (root / "static" / "js").rglob("*.js"):
        if is_own_module(str(path.relative_to(root / "static"))):
            path.write_text(compact(path.read_text("utf-8")), "utf-8")
    return root


def test_what_browsers_get_passes_the_same_tests(sent):
    node("--test", *(str(sent / "tests" / "js" / script) for script in SCRIPTS))


PARSE = """
import { readFileSync } from "node:fs";
import { SourceTextModule } from "node:vm";
for (const path of process.argv.slice(1)) new SourceTextModule(readFileSync(path, "utf8"), { identifier: path });
"""


def test_every_module_that_browsers_get_can_be_read(sent):
    modules = sorted(str(path) for path in (sent / "static" / "js").rglob("*.js"))

    node("--experimental-vm-modules", "--no-warnings", "--input-type=module", "-e", PARSE, *modules)
