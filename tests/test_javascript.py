"""Runs the scripts' own tests with Node, where there is one; the pages themselves are tested in tests/browser."""

import subprocess
from pathlib import Path

import pytest

from tests import services

FOLDER = Path(__file__).parent / "js"
SCRIPTS = sorted(path.name for path in FOLDER.glob("*.test.*js"))


@pytest.mark.skipif(not services.which("node"), reason="optional: no node")
@pytest.mark.parametrize("script", SCRIPTS)
def test_script(script):
    command = ["node", "--test", str(FOLDER / script)]

    result = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)

    assert result.returncode == 0, result.stdout + result.stderr
