"""The public lists: filters, order, pages without gaps, and the price of each."""

from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from adoption.search import Search
from adoption.selectors import facets, posts
from tests.factories.accounts import UserFactory
from tests.factories.adoption import LikeFactory, PhotoFactory, PostFactory, ShelterAnimalFactory, district

pytestmark = pytest.mark.django_db


def search(query="", **fields):
    return Search.parse(QueryDict(query), **fields)


def names(page):
    return [row["name"] for row in page.rows]


def found(query, **fields):
    return sorted(names(posts.page_of(search(query, **fields))))


def shown(name, minutes=0, **fields):
    at = timezone.now() - timedelta(minutes=minutes)
    post = PostFactory(published=True, name=name, published_at=at, **fields)
    PhotoFactory(post=post, is_cover=True)
    return post


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_costs_two_statements(django_assert_num_queries, count):
    for number in range(count):
        shown(f"n{number}")

    with django_assert_num_queries(2):
        rows = posts.page_of(search()).rows

    assert len(rows) == count


def test_only_what_is_public_and_looking_is_listed():
    shown("published")
    shown("reserved", state="reserved")
    for state in ("draft", "in_review", "paused", "adopted", "withdrawn", "removed"):
        shown(state, state=state)
    shown("unlisted", visibility="unlisted")
    shown("private", visibility="private")
    ShelterAnimalFactory(post__name="shelter")

    assert found("") == ["published", "reserved"]
    assert found("", source="shelter") == ["shelter"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("species=dog", ["dog"]),
        ("species=dog&species=rabbit", ["dog", "rabbit"]),
        ("county=txg", ["taichung"]),
        ("district=txg-400", ["taichung"]),
        ("sex=female", ["dog"]),
        ("size=large", ["dog"]),
        ("age=senior", ["dog"]),
        ("good_with=children", ["dog", "rabbit"]),
        ("good_with=children&good_with=dogs", ["rabbit"]),
        ("neutered=yes&species=rabbit", []),
        ("pair=yes", ["rabbit"]),
        ("species=nonsense", ["dog", "rabbit", "taichung"]),
    ],
)
def test_each_filter(query, expected):
    shown("dog", species="dog", sex="female", size="large", age_group="senior", good_with_children="yes")
    shown(
        "rabbit",
        species="rabbit",
        neutered="no",
        is_bonded_pair=True,
        good_with_children="yes",
        good_with_dogs="yes",
    )
    shown("taichung", district=district("txg-400"))

    assert found(query) == expected


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("橘子", ["橘子"]),
        ("臺北", ["小台北", "橘子"]),
        ("台北", ["小台北", "橘子"]),
        ("Ｍｉｋａｎ", ["Mikan"]),
        ("mikan", ["Mikan"]),
        ("橘子 米克斯", ["橘子"]),
        ("木柵市場", ["小台北"]),
        ("100%", []),
        ("  ", ["Mikan", "小台北", "橘子"]),
    ],
)
def test_words(q, expected):
    shown("橘子")
    shown("小台北", district=district("txg-400"), breed="", story="在木柵市場被發現")
    shown("Mikan", district=district("txg-400"), breed="")

    assert found(f"q={q}") == expected


def test_newest_first_or_longest_waiting_first():
    shown("new", minutes=1)
    shown("old", minutes=99)

    assert names(posts.page_of(search())) == ["new", "old"]
    assert names(posts.page_of(search("sort=waiting"))) == ["old", "new"]


@pytest.mark.parametrize("sort", ["newest", "waiting"])
def test_pages_have_no_gap_and_no_repeat_even_with_equal_times(sort):
    at = timezone.now()
    for number in range(7):
        PostFactory(published=True, name=str(number), published_at=at - timedelta(minutes=number // 3))
    query = search(f"sort={sort}")
    whole = names(posts.page_of(query, size=10))

    first = posts.page_of(query, size=3)
    second = posts.page_of(query, first.next, size=3)
    third = posts.page_of(query, second.next, size=3)
    back = posts.page_of(query, third.previous, size=3)
    start = posts.page_of(query, back.previous, size=3)

    assert names(first) + names(second) + names(third) == whole
    assert (first.previous, third.next) == ("", "")
    assert (names(back), names(start), start.previous) == (names(second), names(first), "")


def test_a_pet_that_comes_between_two_pages_hides_none():
    for number in range(4):
        shown(str(number), minutes=number)
    first = posts.page_of(search(), size=2)

    shown("fresh")
    second = posts.page_of(search(), first.next, size=2)

    assert names(first) + names(second) == ["0", "1", "2", "3"]


@pytest.mark.parametrize("cursor", ["x", "bi45OTk5OTk5OTk5OTk5OTk5OTk5OTk5OS4x", "%00", "🐱"])
def test_a_cursor_that_is_not_ours_is_refused(cursor):
    with pytest.raises(posts.BadCursor):
        posts.page_of(search(), cursor)


def test_the_facets_count_what_the_list_would_show():
    for species, county in (("cat", "tpe-116"), ("cat", "txg-400"), ("dog", "txg-400")):
        shown(species, species=species, district=district(county))
    shown("hidden", species="cat", visibility="private")

    counted = facets.facets(search("county=txg"))

    assert counted["species"] == {"cat": 1, "dog": 1}
    assert counted["county"] == {"tpe": 1, "txg": 2}
    assert facets.count(search("species=cat")) == 2
    assert facets.count_exactly(search("q=dog")) == 1


def test_nothing_found_names_the_filter_to_drop():
    shown("cat")
    shown("cat2")

    assert facets.loosest(search("species=rabbit&county=tpe")) == ("species", "rabbit", 2)
    assert facets.loosest(search("species=rabbit&sex=unknown")) is None


@pytest.mark.parametrize("count", [1, 3])
def test_likes_cost_two_statements(django_assert_num_queries, count):
    user = UserFactory()
    for number in range(count):
        LikeFactory(adopter=user, post=shown(f"n{number}"))

    with django_assert_num_queries(2):
        rows = posts.liked_rows(user)

    assert len(rows) == count


def test_a_like_of_what_became_private_is_not_shown():
    user = UserFactory()
    LikeFactory(adopter=user, post=shown("private", visibility="private"))

    assert posts.liked_rows(user) == []


def test_an_address_survives_the_round_trip():
    query = "species=cat&species=dog&county=tpe&good_with=dogs&neutered=yes&q=橘子&sort=waiting"

    address = search(query).address("/pets/")

    assert Search.parse(QueryDict(address.partition("?")[2])) == search(query)
