"""docs/forms-cases.md names a test for each case; a name that no test has would be a promise nobody keeps."""

import json
import re
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PAGE = ROOT / "docs" / "forms-cases.md"
NAMED = re.compile(r"`([\w/.-]+\.(?:py|js|json)): ([^`]+)`")


def has(path, name):
    file = ROOT / "tests" / path
    if not file.exists():
        return False
    text = file.read_text("utf-8")
    if path.endswith(".json"):
        return any(vector["name"].startswith(name) for vector in json.loads(text)["vectors"])
    return f"def {name}(" in text or f'test("{name}"' in text


def test_every_named_test_is_there():
    named = NAMED.findall(PAGE.read_text("utf-8"))

    missing = [f"{path}: {name}" for path, name in named if not has(path, name)]

    assert missing == []
    assert len(named) > 60


def test_every_case_of_the_table_names_one():
    rows = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| ") and "---" not in line]

    without = [row for row in rows if not row.startswith("| Case") and not NAMED.search(row)]

    assert without == []
