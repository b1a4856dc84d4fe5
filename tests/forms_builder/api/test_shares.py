"""Shares over the API: who is in, letting in, sending out."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forms_builder.models import Share
from forms_builder.services import shares
from tests.factories.accounts import UserFactory, api
from tests.factories.forms import FormFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def form():
    return FormFactory()


def path_of(form):
    return f"/api/v1/forms/{form.pk}/shares/"


def test_shared_and_listed(form):
    helper, end = UserFactory(), timezone.now() + timedelta(days=7)
    client = api(form.owner)

    made = client.post(
        path_of(form), {"email": helper.email, "rights": ["review_results"], "expires_at": end.isoformat()}
    )
    listed = client.get(path_of(form)).json()

    assert made.status_code == 201
    assert listed == [made.json()]
    assert {key: listed[0][key] for key in ("email", "name", "has_joined", "rights")} == {
        "email": helper.email,
        "name": helper.name,
        "has_joined": True,
        "rights": ["view_results", "review_results"],
    }


def test_an_address_without_an_account_has_not_joined(form):
    made = api(form.owner).post(path_of(form), {"email": "x@example.com", "rights": ["edit_form"]}).json()

    assert (made["name"], made["has_joined"], made["expires_at"]) == ("", False, None)


def test_sent_out(form):
    share = shares.share(form=form, email="x@example.com", rights=["edit_form"], by=form.owner)

    answer = api(form.owner).delete(f"{path_of(form)}?id={share.pk}")

    assert (answer.status_code, Share.objects.count()) == (204, 0)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"email": "x@example.com"},
        {"email": "x@example.com", "rights": []},
        {"email": "x@example.com", "rights": ["own_form"]},
        {"email": "x@example.com", "rights": "edit_form"},
        {"email": "x@example.com", "rights": ["edit_form"], "expires_at": "2001-01-01T00:00:00Z"},
        {"email": "x", "rights": ["edit_form"]},
    ],
)
def test_nonsense_is_refused(form, body):
    answer = api(form.owner).post(path_of(form), body, format="json")

    assert (answer.status_code, Share.objects.count()) == (400, 0)
    assert answer.json()["errors"]


@pytest.mark.parametrize("number", ["", "x", "0", "-1", "9" * 30])
def test_a_wrong_number(form, number):
    answer = api(form.owner).delete(f"{path_of(form)}?id={number}")

    assert answer.status_code == 400


@pytest.mark.parametrize(("who", "status"), [("stranger", 404), ("nobody", 401)])
@pytest.mark.parametrize("method", ["get", "post", "delete"])
def test_for_others_there_is_nothing(form, who, status, method):
    client = api(UserFactory() if who == "stranger" else None)

    assert getattr(client, method)(path_of(form)).status_code == status


def test_the_list_costs_the_same_for_one_and_for_three(form):
    client, counts = api(form.owner), []

    for number in (1, 2):
        for _ in range(number):
            shares.share(form=form, email=UserFactory().email, rights=["edit_form"], by=form.owner)
        with CaptureQueriesContext(connection) as queries:
            client.get(path_of(form))
        counts.append(len(queries))

    assert counts[0] == counts[1]
