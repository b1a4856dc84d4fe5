"""Answer sheets on paper: all of them, part by part, and a first look at exactly those who are on the page."""

import pytest
from django.conf import settings

from forms_builder.models import Submission
from forms_builder.selectors import sheets
from forms_builder.services import submissions
from tests.adoption.scenes import applied, published, state_of, told
from tests.factories.accounts import sign_in
from tests.factories.forms import FormFactory
from tests.factories.results import send
from tests.forms_builder.definitions import pets
from tests.forms_builder.pages.test_results import collaborator

pytestmark = pytest.mark.django_db


@pytest.fixture
def form():
    return FormFactory(draft=pets())


@pytest.fixture
def _two_a_part(monkeypatch):
    monkeypatch.setattr(sheets, "AT_ONCE", 2)


def printed(client, form, query=""):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    answer = client.get(f"/forms/{form.pk}/results/print/{query}")
    return [sheet.row.name for sheet in answer.context["part"]], " ".join(answer.content.decode().split())


@pytest.mark.usefixtures("_two_a_part")
def test_what_is_not_on_this_part_is_on_another_and_the_page_says_so(client, form):
    for number in range(5):
        send(form, name=f"P{number}")
    sign_in(client, form.owner)

    parts = [printed(client, form, f"?sort=oldest&part={number}") for number in (1, 2, 3)]

    assert [names for names, _page in parts] == [["P0", "P1"], ["P2", "P3"], ["P4"]]
    assert ["People 3 to 4 of 5" in page for _names, page in parts] == [False, True, False]
    assert ["part=2" in page for _names, page in parts] == [True, False, True]


def test_one_part_says_how_many_of_how_many(client, form):
    send(form, name="Wei", q_home="c_house")
    send(form, name="Yi-Chun", q_home="c_flat")
    sign_in(client, form.owner)

    whole, some = printed(client, form), printed(client, form, "?answer=q_home%3Dc_house")

    said = ["2 people, each on a page", "1 person, on a page", "2 people answered; these are the ones"]
    assert [words in whole[1] for words in said] == [True, False, False]
    assert (some[0], [words in some[1] for words in said]) == (["Wei"], [False, True, True])


def test_each_sheet_says_which_of_how_many_it_is(client, form):
    send(form)
    send(form)
    sign_in(client, form.owner)

    page = printed(client, form)[1]

    assert ["1 of 2" in page, "2 of 2" in page] == [True, True]


def test_only_those_ticked_are_printed_and_nobody_where_no_tick_is_known(client, form):
    one, _other = send(form, name="Wei"), send(form, name="Yi-Chun")
    sign_in(client, form.owner)

    assert printed(client, form, f"?who={one.uid}")[0] == ["Wei"]
    assert printed(client, form, "?who=nonsense")[0] == []


@pytest.mark.usefixtures("_two_a_part")
def test_opening_it_is_a_first_look_at_whoever_is_on_the_part(client):
    post = published()
    early, middle, late = (applied(post, submission__version=post.form.live_version) for _number in range(3))
    sign_in(client, post.giver)

    printed(client, post.form, "?sort=newest")

    assert [state_of(one) for one in (early, middle, late)] == ["submitted", "under_review", "under_review"]
    assert (told(late.applicant), told(early.applicant)) == (["application_read"], [])


@pytest.mark.parametrize("rights", [("view_results",), ("view_results", "export_results")])
def test_whoever_may_not_review_leaves_no_trace_and_is_told_of_none(client, rights):
    post = published()
    application = applied(post)
    form = application.submission.version.form
    sign_in(client, collaborator(form, *rights))

    page = printed(client, form)[1]

    assert (state_of(application), "for the first time" in page) == ("submitted", False)


@pytest.mark.parametrize("route", ["", "?view=summary", *(f"export/?format={kind}" for kind in ("csv", "xlsx", "zip"))])
def test_tables_sums_and_files_are_no_look(client, route):
    application = applied(published())
    form = application.submission.version.form
    sign_in(client, form.owner)

    answer = client.get(f"/forms/{form.pk}/results/{route}")

    assert b"".join(answer) if answer.streaming else answer.content
    assert state_of(application) == "submitted"


def test_what_was_taken_back_is_on_paper_as_taken_back(client, form):
    submissions.withhold(submission=send(form, name="Wei", q_why="Company"))
    sign_in(client, form.owner)

    names, page = printed(client, form)

    assert (names, "Company" in page, "taken back" in page) == (["Wei"], False, True)


def test_a_part_that_was_looked_at_costs_the_same_however_many(client, django_assert_max_num_queries):
    post = published()
    applied(post, submission__version=post.form.live_version)
    sign_in(client, post.giver)
    address = f"/forms/{post.form.pk}/results/print/"
    client.get(address)
    with django_assert_max_num_queries(40) as one:
        client.get(address)
    cost = len(one.captured_queries)
    for _number in range(2):
        applied(post, submission__version=post.form.live_version)
    client.get(address)

    with django_assert_max_num_queries(cost):
        answer = client.get(address)

    assert len(answer.context["part"]) == Submission.objects.count() == 3
