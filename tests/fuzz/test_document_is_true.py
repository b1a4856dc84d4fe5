"""A short fuzz of every operation as four people, for each change; `script/fuzz` takes minutes and finds more."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections

from tests.fuzz import fuzzing
from tests.permissions.conftest import undone
from tests.permissions.rows import anonymous_path
from tests.permissions.scene import build
from tests.permissions.table import ROWS

# On the database of production, which refuses what SQLite swallows: numbers too large, words too long, odd characters.
pytestmark = [pytest.mark.django_db, pytest.mark.mariadb]

PEOPLE = ("anonymous", "stranger", "giver", "moderator")
MANY = 1_000_000


@pytest.fixture
def schema(settings):
    """The document, in a process where nobody is asked to slow down."""
    settings.LIMITS = {name: (MANY, seconds) for name, (_times, seconds) in settings.LIMITS.items()}
    for signal in (request_started, request_finished):  # they would close the transaction of the test
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/schema/", get_wsgi_application())
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def places(operation, scene):
    """Values for its address from the rows of the rights matrix."""
    names = [part[1:-1] for part in operation.path.split("/") if part.startswith("{")]
    rows = [row for row in ROWS if row.operation == (operation.method.upper(), anonymous_path(operation.path))]
    return [dict(zip(names, map(scene.id_of, row.things), strict=False)) for row in rows if row.things]


def test_no_answer_that_the_document_does_not_know(schema):
    scene = build()

    def send(case):
        for who in PEOPLE:
            headers = {"Authorization": f"Bearer {scene.tokens[who]}"} if who in scene.tokens else {}
            with undone():
                yield who, case.call(headers=headers)

    findings = []
    for number, operation in enumerate(fuzzing.operations_of(schema)):
        findings += fuzzing.attack(operation, send=send, places=places(operation, scene), start=number)

    assert not findings, "\n".join(["", *findings])
