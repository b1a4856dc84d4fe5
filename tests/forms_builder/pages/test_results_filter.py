"""The filter above the results: what is in use stands in words, and each can be taken away by itself."""

import pytest
from django.conf import settings
from django.utils import translation

from tests.factories.accounts import sign_in
from tests.factories.forms import FormFactory
from tests.factories.results import send
from tests.forms_builder.definitions import pets

pytestmark = pytest.mark.django_db


@pytest.fixture
def form():
    form = FormFactory(draft=pets())
    send(form, name="Wei", q_home="c_flat", q_why="home", q_age=30)
    return form


@pytest.fixture
def get(client, form):
    sign_in(client, form.owner)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return lambda query: client.get(f"/forms/{form.pk}/results/{query}")


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("?q=home", "Has these words: home"),
        ("?q=home&question=q_why", "Why?: home"),
        ("?answer=q_home%3Dc_flat", "Your home?: Flat"),
        ("?answer=q_secret%3Dtrue", "Do you rent?: Yes"),
        ("?since=2026-01-02", "Sent from: 2 Jan 2026"),
        ("?score=2", "Score at least: 2"),
        ("?sort=score", "Order: Highest score first"),
        ("?sort=-q_age", "Age: Most first"),
    ],
)
def test_each_filter_in_use_stands_in_words(get, query, text):
    filter_form = get(query).context["filter"]

    with translation.override("en"):
        assert [used["text"] for used in filter_form.in_use] == [text]


@pytest.mark.parametrize("query", ["", "?sort=newest", "?q=", "?page=2", "?sort=nonsense", "?question=q_why"])
def test_what_changes_nothing_is_no_filter_in_use(get, query):
    assert get(query).context["filter"].in_use == []


def test_each_is_taken_away_by_itself_and_from_the_first_page_on(get):
    used = get("?q=home&question=q_why&answer=q_home%3Dc_flat&col=q_age&page=2").context["filter"].in_use

    assert [one["query"] for one in used] == ["answer=q_home%3Dc_flat&col=q_age", "q=home&question=q_why&col=q_age"]


@pytest.mark.parametrize("view", ["", "view=summary&"])
def test_when_nobody_fits_the_page_says_so(get, view):
    page = get(f"?{view}q=nothing+like+it").content.decode()

    assert ["Nobody fits all of these filters" in page, "Clear all filters" in page] == [True, True]


def test_a_filtered_summary_says_how_many_it_counts_and_a_download_what_it_holds(get):
    filtered, whole = (get(query).content.decode() for query in ("?view=summary&q=home", "?view=summary"))

    said = ["1 found", "Only what your filter leaves"]
    assert [[words in page for words in said] for page in (filtered, whole)] == [[True, True], [False, False]]


def test_whoever_answered_something_else_is_found_by_it(get, form):
    send(form, name="Lin", q_home={"other": "A boat"})

    page = get("?answer=q_home%3Dother")

    assert [row.name for row in page.context["page"]] == ["Lin"]
    with translation.override("en"):
        assert [used["text"] for used in page.context["filter"].in_use] == ["Your home?: Something else"]


@pytest.mark.parametrize("address", ["export/?format=csv&", "print/?"])
@pytest.mark.parametrize("query", ["answer=q_home%3Dnothing", "since=yesterday", "question=q_x&q=home", "q=%00"])
def test_nothing_leaves_by_a_filter_that_cannot_be_read(get, address, query):
    answer = get(f"{address}{query}")

    assert answer.status_code == 302
    assert answer["Location"].split("?")[0].endswith("/results/")
