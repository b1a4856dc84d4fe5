"""The API of results in the orders of the page: scores for reviewers, nothing private learned, page after page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forms_builder.models import Review, Submission
from tests.adoption.scenes import applied, published
from tests.factories.accounts import api, sign_in
from tests.factories.forms import FormFactory
from tests.factories.results import send
from tests.forms_builder.api.test_results import get, names, reviewed
from tests.forms_builder.definitions import pets
from tests.forms_builder.pages.test_results import collaborator
from tests.forms_builder.selectors.test_results import republish

pytestmark = pytest.mark.django_db


@pytest.fixture
def form():
    return FormFactory(draft=pets())


@pytest.fixture
def three(form):
    now = timezone.now()
    send(form, name="A", sent_at=now - timedelta(hours=2), q_age=9, q_born="2001-02-03")
    reviewed(send(form, name="B", sent_at=now - timedelta(hours=1), q_age=10, q_born="1970-01-01"), form.owner, score=5)
    send(form, name="C", sent_at=now)
    return form


@pytest.mark.parametrize("sort", ["newest", "oldest", "name", "score", "q_age", "-q_age", "q_born", "-q_born"])
def test_the_order_is_that_of_the_page(client, three, sort):
    sign_in(client, three.owner)

    page = client.get(f"/forms/{three.pk}/results/?sort={sort}").context["page"]

    assert names(three, three.owner, f"sort={sort}") == [row.name for row in page]


def test_what_the_page_offers_is_what_the_api_takes(client, three):
    sign_in(client, three.owner)
    offered = client.get(f"/forms/{three.pk}/results/").context["filter"].fields["sort"].choices
    flat = [name for name, words in offered if isinstance(words, str) or not isinstance(words, list)]
    flat += [name for _label, group in offered if isinstance(group, list) for name, _words in group]

    statuses = {name: get(three, f"results/?sort={name}", three.owner).status_code for name in flat}

    assert statuses == dict.fromkeys(["newest", "oldest", "name", "score", *statuses], 200)
    assert {"-q_age", "q_age", "q_born"} <= statuses.keys()


def test_an_order_that_would_tell_something_private_is_as_unknown_as_one_that_is_none(form):
    send(form, name="Old", q_age=90)
    send(form, name="Young", q_age=20)
    viewer = collaborator(form, "view_results")

    answers = [get(form, f"results/?sort={sort}", viewer) for sort in ("q_age", "-q_age", "q_nosuch", "score", "q_why")]

    assert [answer.status_code for answer in answers] == [400] * 5
    assert len({str(answer.json()["errors"]) for answer in answers}) == 1
    assert names(form, viewer) == ["Young", "Old"]


def test_an_answer_that_was_private_when_it_was_asked_does_not_sort(form):
    """The order among those whose answer is closed is that of the day, whatever they said."""
    send(form, name="Old", q_age=90)
    send(form, name="Young", q_age=20)
    republish(form, {"op": "set", "id": "q_age", "prop": "private", "value": False})
    send(form, name="Middle", q_age=50)

    found = names(form, collaborator(form, "view_results"), "sort=q_age")

    assert found == ["Middle", "Young", "Old"]


def test_scores_and_notes_are_for_reviewers_and_each_has_her_own_note(three):
    reviewer = collaborator(three, "view_results", "review_results")
    reviewed(Submission.objects.get(respondent__name="B"), reviewer, score=2, note="Hm")

    by_reader = {
        who: get(three, "results/?sort=name", user).json()["results"][1]
        for who, user in (
            ("owner", three.owner),
            ("reviewer", reviewer),
            ("viewer", collaborator(three, "view_results")),
        )
    }

    assert {who: (row["score"], row["review"]) for who, row in by_reader.items()} == {
        "owner": (3.5, {"score": 5, "note": ""}),
        "reviewer": (3.5, {"score": 2, "note": "Hm"}),
        "viewer": (None, None),
    }


def test_only_reviewers_filter_by_score(three):
    statuses = [
        get(three, f"{route}?score=4", collaborator(three, "view_results")).status_code
        for route in ("results/", "summary/")
    ]

    assert statuses == [400, 400]
    assert names(three, three.owner, "score=4") == ["B"]
    lines = {line["id"]: line["answered"] for line in get(three, "summary/?score=4", three.owner).json()}
    assert lines["q_age"] == 1


def test_an_export_takes_order_score_and_columns_along(three):
    answer = get(three, "export/?format=csv&sort=-q_age&col=q_age&col=q_born", three.owner)

    header, *rows = answer.getvalue().decode("utf-8-sig").splitlines()
    assert (len(header.split(",")), [row.split(",")[0] for row in rows]) == (9, ["B", "A", "C"])
    assert len(get(three, "export/?format=csv&score=4", three.owner).getvalue().splitlines()) == 2


def test_where_an_application_stands_is_for_the_giver_of_the_pet(client):
    post = published(name="橘子")
    form = applied(post).submission.version.form

    own, foreign = (
        get(form, "results/", user).json()["results"][0]["standing"]
        for user in (form.owner, collaborator(form, "view_results"))
    )

    assert ((own["about"], own["state"]), foreign) == (("橘子", "submitted"), None)


def walk(client, address, link):
    """The names page by page, along one kind of link."""
    pages = []
    while address:
        answer = client.get(address).json()
        pages.append("".join(row["name"] for row in answer["results"]))
        address, last = answer[link], answer
    return pages, last


@pytest.mark.parametrize(("sort", "order"), [("newest", "EDCBA"), ("score", "BEDCA"), ("q_age", "EDBCA")])
def test_pages_follow_each_other_in_any_order_and_back(form, sort, order):
    now, ages = timezone.now(), {"B": 7, "D": 5, "E": 1}
    for number, name in enumerate("ABCDE"):
        sent_at = now - timedelta(hours=9 - number)
        sheet = send(form, name=name, sent_at=sent_at, **({"q_age": ages[name]} if name in ages else {}))
        if name == "B":
            reviewed(sheet, form.owner, score=3)
    client = api(form.owner)

    forward, last = walk(client, f"/api/v1/forms/{form.pk}/results/?sort={sort}&page_size=2", "next")
    back, first = walk(client, last["previous"], "previous")

    assert forward == [order[:2], order[2:4], order[4:]]
    assert (back, first["previous"]) == ([order[2:4], order[:2]], None)


def test_whoever_sends_meanwhile_moves_nobody_to_another_page(three):
    client = api(three.owner)
    first = client.get(f"/api/v1/forms/{three.pk}/results/?page_size=1").json()
    send(three, name="D")

    second = client.get(first["next"]).json()

    assert [row["name"] for row in first["results"] + second["results"]] == ["C", "B"]


def test_a_cursor_at_a_sheet_that_no_longer_fits_goes_on_from_its_place(three):
    client = api(three.owner)
    for name in ("A", "C"):
        reviewed(Submission.objects.get(respondent__name=name), three.owner, score=4)
    first = client.get(f"/api/v1/forms/{three.pk}/results/?page_size=2&sort=score&score=4").json()
    Review.objects.filter(submission__respondent__name="C").delete()

    second = client.get(first["next"]).json()

    assert [[row["name"] for row in page["results"]] for page in (first, second)] == [["B", "C"], ["A"]]


@pytest.mark.parametrize("cursor", ["x", "cD14", "cD0xMjM0", "bz0tMQ=="])
def test_a_cursor_that_is_none_is_refused(three, cursor):
    assert get(three, f"results/?cursor={cursor}", three.owner).status_code == 400
