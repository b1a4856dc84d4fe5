"""Writes docs/permissions.md from the rights matrix: `python -m tests.permissions.document`."""

from pathlib import Path

from tests.permissions.rows import ROLES, Sees, status_of
from tests.permissions.table import NOUNS

PLACE = Path(__file__).parents[2] / "docs" / "permissions.md"
HEAD = """# Who may do what

Written by `python -m tests.permissions.document` from the table that the tests run (`tests/permissions/`). Each line is
one operation of the API on one thing of a small scene: a giver with a public post, a private one, a draft, a paused, a
promised and an adopted one; their form; one applicant; one draft of an application.

2xx: done. 302: leads to the file. 400, 409, 410: allowed, but what was sent does not fit, or the state forbids it.
401: sign in first. 403: she may know of it, but not do this. 404: for her it does not exist; the answer is byte for
byte that for an id that names nothing. In brackets: what each role finds in a list.

| role | who |
|---|---|
"""


def text():
    legend = "".join(f"| {role.replace('_', ' ')} | {words} |\n" for role, (_who, _standing, words) in ROLES.items())
    return HEAD + legend + "".join(_section(noun, rows) for noun, rows in NOUNS.items())


def _section(noun, rows):
    lines = "".join(f"| {row.what} | `{row.method} {row.path}` | {_cells(row)} |\n" for row in rows)
    return f"\n## {noun}\n\n| what | operation | who gets what |\n|---|---|---|\n{lines}"


def _cells(row):
    """Statuses with their roles; the most frequent answer is everybody else's."""
    groups = {}
    for role, cell in row.cells.items():
        groups.setdefault(_answer(cell), []).append(role.replace("_", " "))
    most = max(groups, key=lambda answer: len(groups[answer]))
    named = [f"**{answer}** {', '.join(roles)}" for answer, roles in sorted(groups.items()) if answer != most]
    return " · ".join([*named, f"**{most}** everybody{' else' if named else ''}"])


def _answer(cell):
    if not isinstance(cell, Sees):
        return str(status_of(cell))
    found = ", ".join(sorted(name.replace("_", " ") for name in cell.names))
    return f"{status_of(cell)} [{found or 'nothing'}]"


if __name__ == "__main__":
    PLACE.write_text(text())
