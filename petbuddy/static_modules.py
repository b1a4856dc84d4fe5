"""Which modules a script imports by itself: so that a page may fetch them in one trip, not in one a level."""

import re
from functools import cache
from pathlib import Path
from posixpath import dirname, join, normpath

from django.contrib.staticfiles import finders

_AT_ONCE = re.compile(r"""(?:from|^import)\s*["'](\.[^"']+)["']""", re.MULTILINE)


@cache
def imports_of(name):
    """What the module `js/….js` names in its imports, as names of static files; a missing file names nothing."""
    path = finders.find(name)
    source = Path(path).read_text(encoding="utf-8") if path else ""
    return tuple(normpath(join(dirname(name), each)) for each in _AT_ONCE.findall(source))


def tree_of(name):
    """The module and all that it leads to, nearest first."""
    found, waiting = [], [name]
    while waiting:
        module = waiting.pop(0)
        if module not in found:
            found.append(module)
            waiting += imports_of(module)
    return found
