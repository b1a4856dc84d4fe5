"""Every cell of the rights matrix, and that no operation of the API is without a row."""

import json

import pytest
from django.test import Client

from tests.permissions.rows import ROLES, Sees, anonymous_path, status_of
from tests.permissions.table import ROWS

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

METHODS = {"get", "post", "put", "patch", "delete"}


@pytest.mark.parametrize("role", ROLES)
def test_each_may_what_the_table_says_and_what_is_hidden_looks_as_if_it_were_not_there(ask, scene, role):
    wrong = []

    for row in ROWS:
        response = ask(row, role)
        wrong += differences(row, role, response, scene)
        if response.status_code == 404 and row.things:
            wrong += betrayals(row, response, ask(row, role, missing=True))

    assert not wrong, "\n".join(["", *wrong])


def test_every_operation_of_the_document_has_its_row_and_no_row_is_left_over():
    document = json.loads(Client(HTTP_ACCEPT="application/vnd.oai.openapi+json").get("/api/v1/schema/").content)
    known = {
        (method.upper(), anonymous_path(path))
        for path, methods in document["paths"].items()
        for method in METHODS & methods.keys()
    }
    covered = {row.operation for row in ROWS}

    assert sorted(known - covered) == [], "add its rows: docs/testing.md, “The rights matrix”"
    assert sorted(covered - known) == [], "these rows are about operations that are not there any more"


def differences(row, role, response, scene):
    """In words, what the answer has that the cell has not."""
    cell = row.cells[role]
    if response.status_code != status_of(cell):
        said = "" if response.streaming else response.content[:300].decode(errors="replace")
        yield f"{row}: {response.status_code}, not {status_of(cell)}: {said}"
    elif isinstance(cell, Sees) and (found := names_in(row, response, scene)) != cell.names:
        yield f"{row}: sees {sorted(found)}, not {sorted(cell.names)}"


def betrayals(row, foreign, missing):
    """Anything by which what is not for her differs from what is not there."""
    if bare(foreign) != bare(missing):
        yield f"{row}: {bare(foreign)}, but for a missing id {bare(missing)}"


def names_in(row, response, scene):
    """What a list holds, by the names of the scene; what no cell of the row speaks of stands under its own id."""
    found = response.json()
    rows = found["results"] if isinstance(found, dict) else found
    spoken_of = set().union(*(cell.names for cell in row.cells.values() if isinstance(cell, Sees)))
    known = {scene.id_of(name): name for name in spoken_of}
    return {known.get(str(each["id"]), str(each["id"])) for each in rows}


def bare(response):
    """Status, headers and body without the number of the request."""
    number = response.headers["X-Request-ID"]
    headers = {name: value for name, value in response.headers.items() if value != number}
    return response.status_code, headers, response.content.replace(number.encode(), b"").decode()
