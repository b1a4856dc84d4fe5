"""What a card says."""

from datetime import date, timedelta

import pytest
from django.utils import timezone, translation

from adoption import ages
from adoption.selectors import cards, posts
from tests.factories.adoption import PhotoFactory, PostFactory, ShelterAnimalFactory

pytestmark = pytest.mark.django_db


def card_of(post):
    return cards.cards(posts.card_rows([post.pk]))[0]


def test_a_card_in_both_languages():
    post = PostFactory(published=True, name="橘子", published_at=timezone.now() - timedelta(days=3))
    PhotoFactory(post=post, is_cover=True)

    chinese = card_of(post)
    with translation.override("en"):
        english = card_of(post)

    assert (chinese["place"], english["place"]) == ("臺北市 文山區", "Wenshan District, Taipei City")
    assert chinese["url"] == f"/pets/{post.uid}/橘子/"
    assert (chinese["badge"], chinese["is_gone"], chinese["photo"]["width"]) == ("", False, 480)
    assert chinese["traits"] == ["米克斯", "愛撒嬌", "親人"]


@pytest.mark.parametrize(
    ("fields", "badge"),
    [({"is_bonded_pair": True}, "A pair"), ({"days": 0}, "New today"), ({"days": 61}, "Waiting long"), ({}, "")],
)
def test_one_badge_at_most(fields, badge):
    at = timezone.now() - timedelta(days=fields.pop("days", 5))
    post = PostFactory(published=True, published_at=at, **fields)

    with translation.override("en"):
        assert card_of(post)["badge"] == badge


def test_until_the_photo_is_ready_there_is_none():
    post = PostFactory(published=True)
    PhotoFactory(post=post, is_cover=True, pending=True)

    assert card_of(post)["photo"] == {}


def test_the_description_is_suggested_until_the_giver_writes_one():
    post = PostFactory(published=True, name="橘子", colour="橘")
    photo = PhotoFactory(post=post, is_cover=True)

    suggested = card_of(post)["photo"]["alt"]
    photo.alt = "橘子在窗邊"
    photo.save()

    assert (suggested, card_of(post)["photo"]["alt"]) == ("橘子，橘，貓咪", "橘子在窗邊")


def test_a_shelter_animal_has_no_name_and_no_apply():
    animal = ShelterAnimalFactory(post__name="", post__breed="混種犬", post__species="dog")

    card = card_of(animal.post)

    assert (card["name"], card["is_shelter"]) == ("混種犬", True)
    assert card["like_url"] == f"/pets/{animal.post.uid}/like/"


@pytest.mark.parametrize(
    ("born_on", "words"),
    [
        (date(2026, 6, 10), "1 week"),
        (date(2026, 5, 20), "4 weeks"),
        (date(2026, 5, 19), "1 month"),
        (date(2025, 10, 1), "8 months"),
        (date(2025, 7, 1), "11 months"),
        (date(2024, 6, 20), "1 year"),
        (date(2024, 6, 19), "2 years"),
        (None, "Senior"),
    ],
)
def test_ages(born_on, words):
    with translation.override("en"):
        assert ages.text(born_on, "senior", date(2026, 6, 19)) == words


@pytest.mark.parametrize(
    ("born_on", "group"),
    [
        (date(2026, 1, 1), "baby"),
        (date(2025, 9, 1), "young"),
        (date(2020, 1, 1), "adult"),
        (date(2010, 1, 1), "senior"),
    ],
)
def test_age_groups(born_on, group):
    assert ages.group_of(born_on, date(2026, 6, 19)) == group
