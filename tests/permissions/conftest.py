"""The scene, and a way to send the requests of the table into it without leaving a trace."""

import contextlib

import pytest
from django.db import transaction
from rest_framework.test import APIClient

from tests.permissions import scene as scenes
from tests.permissions.rows import ROLES


@pytest.fixture
def scene(db):
    """Everybody and everything."""
    return scenes.build()


@pytest.fixture
def ask(scene):
    """`ask(row, role)` sends the row's request as that role, in a transaction that is undone; returns the response."""
    client = APIClient(raise_request_exception=False)

    def send(row, role, *, missing=False):
        with undone():
            scene.take_standing(role)
            _sign_in(client, scene, role)
            return _request(client, scene, row, name_of=scene.missing_id if missing else scene.id_of)

    return send


@contextlib.contextmanager
def undone():
    """What happens in here is taken back: by the database."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _sign_in(client, scene, role):
    who, _standing, _words = ROLES[role]
    client.cookies.clear()
    client.credentials(**({"HTTP_AUTHORIZATION": f"Bearer {scene.tokens[who]}"} if who else {}))


def _request(client, scene, row, name_of):
    path = "/api/v1/" + row.path.format_map({name: name_of(name) for name in row.things})
    if row.files:
        return client.post(path, row.files(), format="multipart")
    if row.method == "GET":
        return client.get(path)
    body = row.body(scene) if callable(row.body) else row.body
    return getattr(client, row.method.lower())(path, body, format="json")
