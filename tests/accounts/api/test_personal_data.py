"""The own data over the API."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts import data_delivery
from accounts.models import DataRequest
from tests.factories.accounts import PASSWORD, UserFactory, api

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    local = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = settings.STORAGES | {"private": local}


def test_from_asking_to_the_archive():
    user = UserFactory()
    client = api(user)
    before = client.get("/api/v1/me/export/").data

    asked = client.post("/api/v1/me/export/")
    data_delivery.work(DataRequest.objects.get().pk)
    ready = client.get("/api/v1/me/export/").data
    fetched = client.post(ready["link"])
    path = fetched.data["url"].split("//", 1)[1].partition("/")[2]
    archive = client.get(f"/{path}")

    assert (before["state"], before["link"], asked.status_code) == ("none", None, 202)
    assert (ready["state"], fetched.status_code) == ("ready", 200)
    assert (archive.status_code, archive["Content-Type"], archive.content[:2]) == (200, "application/zip", b"PK")
    assert archive["Content-Disposition"].startswith('attachment; filename="petbuddy-data.zip"')


def test_the_link_works_once_and_for_its_owner():
    user = UserFactory()
    soon = timezone.now() + timedelta(days=1)
    row = DataRequest.objects.create(user=user, kind="export", state="ready", key="x", due_at=soon, ends_at=soon)
    link = f"/api/v1/me/export/{row.uid}/"

    of_another = api(UserFactory()).post(link)
    by_looking = api(user).get(link)
    first, second = api(user).post(link), api(user).post(link)

    assert [each.status_code for each in (of_another, by_looking, first, second)] == [404, 405, 200, 410]


def test_leaving_ends_every_token_and_says_when():
    user = UserFactory()
    client = api(user)

    answer = client.delete("/api/v1/me/", {"password": PASSWORD}, format="json")

    assert (answer.status_code, answer.data["erase_after"] is not None) == (202, True)
    assert client.get("/api/v1/me/").status_code == 401


@pytest.mark.parametrize(("body", "status"), [({}, 400), ({"password": "not hers"}, 400), ({"password": ["x"]}, 400)])
def test_leaving_takes_the_password(body, status):
    user = UserFactory()

    answer = api(user).delete("/api/v1/me/", body, format="json")

    user.refresh_from_db()
    assert (answer.status_code, list(answer.json()["errors"]), user.erase_after) == (status, ["password"], None)


def test_an_operator_stays():
    answer = api(UserFactory(superuser=True)).delete("/api/v1/me/", {"password": PASSWORD}, format="json")

    assert answer.status_code == 409


def test_keeping_it_after_all():
    user = UserFactory()
    api(user).delete("/api/v1/me/", {"password": PASSWORD}, format="json")
    client = api(user)
    leaving = client.get("/api/v1/me/").data["erase_after"]

    answer = client.post("/api/v1/me/keep/")

    assert (leaving is not None, answer.status_code, answer.data["erase_after"]) == (True, 200, None)


def test_an_erased_account_is_nobody():
    user = UserFactory()
    api(user).delete("/api/v1/me/", {"password": PASSWORD}, format="json")
    client = api(user)

    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        data_delivery.work(DataRequest.objects.get().pk)

    assert client.get("/api/v1/me/").status_code == 401
