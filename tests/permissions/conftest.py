"""The scene, and a way to send the requests of the table into it without leaving a trace."""

import contextlib

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from rest_framework.test import APIClient

from tests.permissions import scene as scenes
from tests.permissions.rows import ROLES, names_in


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


@pytest.fixture
def visit(scene):
    """`visit("/pets/{public_post}/", role)` opens a page in that role's browser; what it changes is undone."""
    client = Client(raise_request_exception=False)

    def send(page, role, *, method="get", missing=()):
        """`missing`: True, or the names of the things that shall not be there."""
        gone = names_in(page) if missing is True else missing or ()
        ids = {name: scene.missing_id(name) if name in gone else scene.id_of(name) for name in names_in(page)}
        with undone():
            scene.take_standing(role)
            who, _standing, _words = ROLES[role]
            client.cookies.clear()
            if who:
                client.cookies[settings.ACCESS_COOKIE] = scene.tokens[who]
            return getattr(client, method)(page.format_map(ids))

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
    path = "/api/v1/" + row.path.format_map({name: name_of(name) for name in names_in(row.path)})
    if row.files:
        return getattr(client, row.method.lower())(path, row.files(), format="multipart")
    if row.method == "GET":
        return client.get(path)
    body = row.body(scene) if callable(row.body) else row.body
    return getattr(client, row.method.lower())(path, body, format="json")
