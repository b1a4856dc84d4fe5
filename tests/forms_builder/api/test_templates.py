"""Own templates over the API: kept, listed, started from, named, let go."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forms_builder.models import Form, Template
from forms_builder.permissions import grant
from forms_builder.services import forms, templates
from tests.factories.accounts import UserFactory, api
from tests.forms_builder.definitions import small

pytestmark = pytest.mark.django_db
SHELF = "/api/v1/forms/templates/"


@pytest.fixture
def owner():
    return UserFactory()


@pytest.fixture
def form(owner):
    return forms.create(owner=owner, title="Adopt Mikan", definition=small())


def keep_of(form):
    return f"/api/v1/forms/{form.pk}/templates/"


def test_kept_listed_and_started_from(form, owner):
    client = api(owner)

    kept = client.post(keep_of(form), {"title": "Cats"})
    listed = client.get(SHELF).json()
    whole = client.get(f"{SHELF}{kept.json()['id']}/").json()
    started = client.post("/api/v1/forms/", {"template": kept.json()["slug"]})

    assert (kept.status_code, listed) == (201, [kept.json()])
    assert {name: listed[0][name] for name in ("title", "language", "question_count", "page_count")} == {
        "title": "Cats", "language": "en", "question_count": 2, "page_count": 1,
    }  # fmt: skip
    assert whole == {**kept.json(), "definition": form.draft}
    assert (started.status_code, started.json()["title"]) == (201, "Cats")


def test_without_a_name_it_is_called_as_the_form(form, owner):
    assert api(owner).post(keep_of(form), {}).json()["title"] == "Adopt Mikan"


def test_one_page_is_kept_alone(form, owner):
    form.draft["pages"].append({"id": "p_more", "items": [{"id": "q_more", "type": "yes_no", "label": "More?"}]})
    form.save()

    kept = api(owner).post(keep_of(form), {"page": "p_more"})

    assert [page["id"] for page in Template.objects.get(pk=kept.json()["id"]).definition["pages"]] == ["p_more"]


@pytest.mark.parametrize(
    "body", [{"page": "p_gone"}, {"page": "q_name"}, {"title": ""}, {"title": "x" * 121}, {"page": 7}]
)
def test_what_cannot_be_kept_is_refused_as_a_problem(form, owner, body):
    answer = api(owner).post(keep_of(form), body)

    assert (answer.status_code, answer["Content-Type"], Template.objects.count()) == (
        400, "application/problem+json", 0,
    )  # fmt: skip


def test_sent_twice_with_one_key_it_is_kept_once(form, owner):
    client, key = api(owner), {"HTTP_IDEMPOTENCY_KEY": "once"}

    first, second = (client.post(keep_of(form), {"title": "Cats"}, **key) for _time in range(2))

    assert (first.json(), Template.objects.count()) == (second.json(), 1)


def test_a_full_shelf_takes_no_more(form, owner, monkeypatch):
    monkeypatch.setattr(templates, "MOST", 1)
    client = api(owner)

    answers = [client.post(keep_of(form), {}).status_code for _time in range(2)]

    assert answers == [201, 409]


def test_renamed_and_let_go(form, owner):
    client = api(owner)
    address = f"{SHELF}{client.post(keep_of(form), {}).json()['id']}/"

    renamed = client.patch(address, {"title": "  Dogs "})
    gone = client.delete(address)

    assert (renamed.status_code, renamed.json()["title"]) == (200, "Dogs")
    assert (gone.status_code, client.get(address).status_code, Form.objects.count()) == (204, 404, 1)


def test_a_collaborator_keeps_it_on_her_own_shelf(form, owner):
    helper = UserFactory()
    grant(form=form, user=helper, rights=["edit_form"])

    kept = api(helper).post(keep_of(form), {})

    assert (kept.status_code, api(owner).get(SHELF).json(), len(api(helper).get(SHELF).json())) == (201, [], 1)


@pytest.mark.parametrize("count", [1, 3])
def test_the_shelf_costs_the_same_however_full(form, owner, count):
    for _time in range(count):
        templates.keep(form=form, by=owner)
    client = api(owner)

    with CaptureQueriesContext(connection) as queries:
        listed = client.get(SHELF).json()

    assert (len(listed), sum("forms_builder_template" in query["sql"] for query in queries)) == (count, 1)
