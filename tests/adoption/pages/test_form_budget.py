"""The scripts of the form stay light: what every step loads, compressed, in one budget."""

import gzip
import re
from pathlib import Path

from django.conf import settings

SCRIPTS = Path(settings.BASE_DIR) / "static" / "js"
SHARED = ("core", "api/client.js")  # every page has these already
BUDGET = 15 * 1024


def imported(path, found):
    """The module and all that it imports."""
    if path in found:
        return
    found.add(path)
    for name in re.findall(r'from "(\.[^"]+)"', path.read_text(encoding="utf-8")):
        imported((path.parent / name).resolve(), found)


def test_the_form_keeps_its_budget():
    found = set()
    imported((SCRIPTS / "controllers" / "apply_controller.js").resolve(), found)
    own = [path for path in sorted(found) if not str(path.relative_to(SCRIPTS.resolve())).startswith(SHARED)]

    size = len(gzip.compress(b"".join(path.read_bytes() for path in own)))

    assert size <= BUDGET
