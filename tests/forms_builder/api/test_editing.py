"""What the open editor asks for beside the draft."""

import pytest

from forms_builder.services import drafts, forms
from tests.factories.accounts import UserFactory, api
from tests.forms_builder.definitions import small
from tests.forms_builder.pages.test_forms import shared

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return UserFactory()


@pytest.fixture
def form(owner):
    return forms.create(owner=owner, title="Adopt Mikan", definition=small())


@pytest.mark.parametrize(
    ("who", "test", "presence"),
    [("owner", 200, 204), ("editor", 200, 204), ("reader", 403, 403), ("stranger", 404, 404), ("nobody", 401, 401)],
)
def test_who_may_do_what(form, owner, who, test, presence):
    people = {"owner": owner, "stranger": UserFactory(), "nobody": None}
    rights = {"editor": "edit_form", "reader": "view_results"}
    client = api(shared(form, rights[who]) if who in rights else people[who])

    tested = client.get(f"/api/v1/forms/{form.pk}/test/").status_code
    greeted = client.post(f"/api/v1/forms/{form.pk}/presence/", {"tab": "t1", "state": "new"}).status_code

    assert (tested, greeted) == (test, presence)


def test_the_report_comes_as_plain_numbers(form, owner):
    report = api(owner).get(f"/api/v1/forms/{form.pk}/test/").json()

    assert report == {
        "is_complete": True, "questions": [2, 2], "minutes": [1, 1], "findings": [], "branches": [], "missing": []
    }  # fmt: skip


def test_the_report_names_what_publishing_would_refuse(form, owner):
    drafts.apply(form=form, by=owner, base_rev=1, ops=[{"op": "set", "id": "q_why", "prop": "label", "value": ""}])
    client = api(owner)

    report = client.get(f"/api/v1/forms/{form.pk}/test/").json()
    refusal = client.post(f"/api/v1/forms/{form.pk}/publish/", {"rev": 2}).json()

    assert [row["item"] for row in report["missing"]] == ["q_why"]
    assert [row["message"] for row in report["missing"]] == [row["message"] for row in refusal["problems"]]


@pytest.mark.parametrize(
    "body", [{}, {"tab": "t 1", "state": "here"}, {"tab": "t1", "state": "asleep"}, {"tab": "x" * 41, "state": "here"}]
)
def test_a_greeting_that_says_nothing_is_refused(form, owner, body):
    assert api(owner).post(f"/api/v1/forms/{form.pk}/presence/", body).status_code == 400
