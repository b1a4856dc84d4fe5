"""The API of results: who may, what comes back, and at what price."""

import pytest
from django.utils import timezone

from forms_builder.models import Review
from forms_builder.services import retention, submissions
from tests.factories.accounts import UserFactory, api
from tests.factories.forms import FormFactory
from tests.factories.results import send
from tests.forms_builder.definitions import pets
from tests.forms_builder.pages.test_results import collaborator

pytestmark = pytest.mark.django_db
ROUTES = ("results/", "summary/", "export/?format=csv")


@pytest.fixture
def form():
    return FormFactory(draft=pets())


def get(form, route, user):
    return api(user).get(f"/api/v1/forms/{form.pk}/{route}")


def reviewed(sheet, reviewer, **fields):
    Review.objects.create(submission=sheet, reviewer=reviewer, **fields)
    return sheet


def names(form, user, query=""):
    return [row["name"] for row in get(form, f"results/?{query}", user).json()["results"]]


@pytest.mark.parametrize(
    ("who", "statuses"),
    [
        ("owner", [200, 200, 200]),
        ("viewer", [200, 200, 403]),
        ("editor", [403, 403, 403]),
        ("stranger", [404, 404, 404]),
        ("nobody", [401, 401, 401]),
    ],
)
def test_who_may_do_what(form, who, statuses):
    people = {
        "owner": lambda: form.owner,
        "viewer": lambda: collaborator(form, "view_results"),
        "editor": lambda: collaborator(form, "edit_form"),
        "stranger": UserFactory,
        "nobody": lambda: None,
    }
    user = people[who]()

    assert [get(form, route, user).status_code for route in ROUTES] == statuses


def test_a_sheet_has_its_answers_by_id(form):
    sent = send(form, name="Yi-Chun", q_home="c_flat", q_phone="0912345678")

    [row] = get(form, "results/", form.owner).json()["results"]

    assert (row["id"], row["name"], row["version"], row["state"]) == (str(sent.uid), "Yi-Chun", 1, "readable")
    assert (row["answers"], row["closed"]) == ({"q_home": "c_flat", "q_phone": "0912345678"}, [])


def test_private_answers_are_only_named(form):
    send(form, q_home="c_flat", q_phone="0912345678")

    answer = get(form, "results/", collaborator(form, "view_results"))

    [row] = answer.json()["results"]
    assert (row["answers"], row["closed"]) == ({"q_home": "c_flat"}, ["q_phone"])
    assert "0912345678" not in answer.content.decode()


def test_what_can_no_longer_be_read_has_no_answers(form):
    submissions.withhold(submission=send(form, name="Back", q_why="x"))
    retention.forget(submission=send(form, name="Gone", q_why="x"), now=timezone.now())

    rows = get(form, "results/", form.owner).json()["results"]

    assert [(row["name"], row["state"], row["answers"]) for row in rows] == [
        ("Gone", "purged", {}),
        ("Back", "taken_back", {}),
    ]


def test_rows_are_searched_and_filtered(form):
    send(form, name="Yi-Chun", q_home="c_flat", q_why="A quiet home")
    send(form, name="Wei", q_home="c_house")

    assert names(form, form.owner, "q=quiet") == ["Yi-Chun"]
    assert names(form, form.owner, "answer=q_home%3Dc_house") == ["Wei"]
    assert names(form, form.owner, "since=2999-01-01") == []


@pytest.mark.parametrize(
    "query", ["since=x", "version=0", "version=99999999999999", "answer=nonsense", "q=%00", "score=6", "score=x"]
)
def test_a_filter_that_is_none_is_refused(form, query):
    assert [get(form, f"{route}?{query}", form.owner).status_code for route in ("results/", "summary/")] == [400, 400]


@pytest.mark.parametrize("kind", ["pdf", "zip"])
def test_an_unknown_format_is_refused(form, kind):
    assert get(form, f"export/?format={kind}", form.owner).status_code == 400


def test_a_summary_has_bars(form):
    send(form, q_home="c_flat")

    lines = {line["id"]: line for line in get(form, "summary/", form.owner).json()}

    assert lines["q_home"]["bars"][0] == {
        "value": "c_flat",
        "label": "Flat",
        "count": 1,
        "percent": 100,
        "was": [],
        "is_removed": False,
    }


def test_an_export_is_a_file(form):
    send(form, q_why="Company")

    answer = get(form, "export/?format=xlsx", form.owner)

    assert answer.getvalue()[:2] == b"PK"
    assert "attachment" in answer["Content-Disposition"]


@pytest.mark.parametrize("query", ["", "?sort=score", "?sort=-q_age", "?sort=name", "?q=x", "?answer=q_home%3Dc_flat"])
def test_a_list_costs_the_same_however_long(form, query, django_assert_max_num_queries):
    send(form, q_why="x", q_home="c_flat", q_age=1)
    client = api(form.owner)
    with django_assert_max_num_queries(20) as one:
        client.get(f"/api/v1/forms/{form.pk}/results/{query}")
    cost = len(one.captured_queries)
    for number in range(2):
        reviewed(send(form, q_why="x", q_home="c_flat", q_age=number), form.owner, score=2)

    with django_assert_max_num_queries(cost):
        answer = client.get(f"/api/v1/forms/{form.pk}/results/{query}")

    assert len(answer.json()["results"]) == 3
