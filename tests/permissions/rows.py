"""The shape of the rights matrix: role x operation x relation -> status.

One module of this package per noun holds its `ROWS`; the tests run every cell of them and `docs/permissions.md` is
written from them. A row is one operation on one thing of the scene (tests/permissions/scene.py):

    row("PATCH", "posts/{private_post}/", "Change a private post", body={"name": "橘子"},
        giver=200, invited=403, suspended_giver=403, others=404)

`others` is everybody who is not named; a visitor and a deactivated account get 401 unless the row says otherwise.
A list says what each person finds in it: `applicant=sees("application")`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

# role: (who of the scene, her standing, what she is: the legend of the document)
ROLES = {
    "anonymous": (None, "", "a visitor who is not signed in"),
    "stranger": ("stranger", "", "a verified account that has nothing to do with it: every adopter"),
    "unverified": ("stranger", "unverified", "the same, her e-mail not verified"),
    "suspended": ("stranger", "suspended", "the same, suspended by a moderator"),
    "liker": ("liker", "", "likes the public post"),
    "blocked": ("blocked", "", "likes it too; the giver has blocked her"),
    "invited": ("invited", "", "was invited to the private post"),
    "drafter": ("drafter", "", "has begun an application to the public post and not sent it"),
    "applicant": ("applicant", "", "has sent applications; one pet is promised to her, one has moved in with her"),
    "suspended_applicant": ("applicant", "suspended", "the same, suspended"),
    "giver": ("giver", "", "gave these pets and owns their form"),
    "suspended_giver": ("giver", "suspended", "the same, suspended"),
    "deactivated_giver": ("giver", "deactivated", "the same, her account switched off"),
    "other_giver": ("other_giver", "", "gives another pet and owns another form"),
    "editor": ("editor", "", "collaborator on the giver's form with the right to edit alone"),
    "publisher": ("publisher", "", "collaborator on it with the right to publish alone"),
    "reviewer": (
        "reviewer",
        "",
        "collaborator with the rights to read results, private answers excepted, and to review",
    ),
    "moderator": ("moderator", "", "staff in the group Moderators"),
    "operator": ("operator", "", "superuser"),
}
UNKNOWN = ("anonymous", "deactivated_giver")


@dataclass(frozen=True)
class Sees:
    """200, and these things of the scene in the list, no others."""

    names: frozenset

    status = 200


def sees(*names):
    return Sees(frozenset(names))


@dataclass(frozen=True)
class Row:
    method: str
    path: str  # under /api/v1/; {names} are things of the scene
    what: str
    cells: dict
    body: dict | Callable | None = None
    files: Callable | None = None  # what is sent as multipart; makes the files anew each time

    @property
    def operation(self):
        """(method, path with the parameters' names gone): how the OpenAPI document's operations are matched."""
        return (self.method, anonymous_path("/api/v1/" + self.path.partition("?")[0]))

    @property
    def things(self):
        """The things of the scene that the address names."""
        return names_in(self.path)

    def __str__(self):
        return f"{self.method} {self.path} ({self.what})"


def row(method, path, what, *, others=None, body=None, files=None, **cells):
    """One row; every role gets a cell."""
    unknown = set(cells) - set(ROLES)
    if unknown:
        raise ValueError(f"{method} {path}: no such role: {', '.join(sorted(unknown))}")
    default = dict.fromkeys(ROLES, others) | dict.fromkeys(UNKNOWN, 401)
    filled = {role: cells.get(role, default[role]) for role in ROLES}
    if None in filled.values():
        raise ValueError(f"{method} {path}: give a status for `others`")
    return Row(method, path, what, filled, body, files)


def anonymous_path(path):
    return re.sub(r"{\w+}|(?<=/)\d+(?=/)", "{}", path)


def status_of(cell):
    return cell.status if isinstance(cell, Sees) else cell


def names_in(path):
    """The things of the scene that an address names."""
    return re.findall(r"{(\w+)}", path)
