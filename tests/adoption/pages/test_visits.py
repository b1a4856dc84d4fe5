"""The visits page: the giver's times and visitors, the adopter's own visits, and the calendar files."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from adoption import calendars
from adoption.models import Booking, OpeningHours, Slot
from adoption.services import visits
from tests.adoption.scenes import applied, published, state_of
from tests.factories.accounts import UserFactory, sign_in
from tests.factories.adoption import SlotFactory

pytestmark = pytest.mark.django_db
VISITS = "/me/visits/"


@pytest.fixture
def post():
    return published(name="橘子")


@pytest.fixture
def giver(client, post):
    sign_in(client, post.giver)
    return post.giver


def booked(post, **fields):
    """A visit of an applicant, waiting for the giver's yes."""
    return visits.book(slot=SlotFactory(post=post, **fields), by=applied(post, "under_review").applicant)


def tomorrow():
    return (timezone.localdate() + timedelta(days=1)).isoformat()


def time_data(post, **changes):
    data = {"post": post.uid, "day": tomorrow(), "starts": "14:00", "ends": "16:00", "minutes": "0"}
    return data | {"capacity": "2", "place": "木柵路一段 1 號", "who": "applicants"} | changes


def test_a_stranger_signs_in_first(client):
    assert client.get(VISITS).url == "/accounts/login/?next=/me/visits/"


def test_somebody_without_visits_is_told_how_they_come_about(client):
    sign_in(client, UserFactory())

    assert client.get(VISITS).status_code == 200


def test_three_times_cost_as_many_queries_as_one(
    client, post, giver, django_assert_num_queries, django_assert_max_num_queries
):
    booked(post)
    client.get(VISITS)
    with django_assert_max_num_queries(25) as first:
        client.get(VISITS)
    booked(post)
    booked(post)

    with django_assert_num_queries(len(first.captured_queries)):
        response = client.get(VISITS)

    assert sum(len(day.slots) for day in response.context["days"]) == 3


def test_a_giver_opens_one_time(client, post, giver):
    response = client.post(reverse("adoption:time-open"), time_data(post))

    slot = Slot.objects.get(post=post)
    assert response.url == VISITS
    assert timezone.localtime(slot.starts_at).strftime("%H:%M") == "14:00"
    assert (slot.capacity, slot.ends_at - slot.starts_at) == (2, timedelta(hours=2))


def test_a_stretch_is_cut_into_visits(client, post, giver):
    client.post(reverse("adoption:time-open"), time_data(post, minutes="30"))

    assert Slot.objects.filter(post=post).count() == 4


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"day": "2020-01-01"}, "__all__"),
        ({"ends": "13:00"}, "__all__"),
        ({"day": "gestern"}, "day"),
        ({"capacity": "0"}, "capacity"),
    ],
)
def test_a_time_that_can_not_be_is_refused_and_nothing_is_lost(client, post, giver, changes, field):
    response = client.post(reverse("adoption:time-open"), time_data(post, **changes))

    form = response.context["time_form"]
    assert (response.status_code, Slot.objects.count()) == (400, 0)
    assert form["place"].value() == "木柵路一段 1 號"
    assert list(form.errors) == [field]


def test_times_are_opened_for_own_pets_only(client, giver):
    response = client.post(reverse("adoption:time-open"), time_data(published()))

    assert (response.status_code, Slot.objects.count()) == (400, 0)


def test_overlapping_times_name_each_other(client, post, giver):
    other = published(giver=giver, name="Momo")
    slot = SlotFactory(post=post)
    SlotFactory(post=other, starts_at=slot.starts_at + timedelta(minutes=30), ends_at=slot.ends_at + timedelta(hours=1))

    response = client.get(VISITS)

    times = [time for day in response.context["days"] for time in day.slots]
    assert [[each.post.name for each in time.overlaps] for time in times] == [["Momo"], ["橘子"]]


def test_taking_a_time_back_cancels_its_visits(client, post, giver):
    booking = booked(post)

    client.post(reverse("adoption:time-delete", args=[booking.slot_id]))

    assert (Slot.objects.count(), state_of(booking)) == (0, "cancelled")


def test_nobody_takes_back_the_time_of_another(client, post):
    slot = SlotFactory(post=post)
    sign_in(client, UserFactory())

    assert client.post(reverse("adoption:time-delete", args=[slot.pk])).status_code == 404
    assert Slot.objects.count() == 1


def test_the_giver_confirms_a_visit(client, post, giver):
    booking = booked(post)

    client.post(reverse("adoption:visit-confirm", args=[booking.uid]))

    assert state_of(booking) == "confirmed"


def test_calling_off_asks_once_more(client, post, giver):
    booking = booked(post)
    url = reverse("adoption:visit-cancel", args=[booking.uid])

    page = client.get(url)
    still = state_of(booking)
    client.post(url)

    assert (page.status_code, still, state_of(booking)) == (200, "booked", "cancelled")


def test_the_giver_says_how_a_visit_went(client, post, giver):
    booking = booked(post)
    past = timezone.now() - timedelta(hours=3)
    Booking.objects.filter(pk=booking.pk).update(state="confirmed", starts_at=past, ends_at=past + timedelta(hours=1))

    asked = client.get(VISITS).context["due"]
    client.post(reverse("adoption:visit-outcome", args=[booking.uid]), {"outcome": "done"})

    assert [each.pk for each in asked] == [booking.pk]
    assert state_of(booking) == "done"


def test_the_adopter_moves_her_visit(client, post):
    booking, other = booked(post), SlotFactory(post=post)
    sign_in(client, booking.adopter)
    url = reverse("adoption:visit-move", args=[booking.uid])

    offered = client.get(url).context["slots"]
    client.post(url, {"slot": other.pk, "next": "/me/visits/"})

    booking.refresh_from_db()
    assert (offered, booking.slot) == ([other], other)


def test_moving_to_a_time_of_another_pet_is_not_found(client, post):
    booking, elsewhere = booked(post), SlotFactory()
    sign_in(client, booking.adopter)

    response = client.post(reverse("adoption:visit-move", args=[booking.uid]), {"slot": elsewhere.pk})

    assert response.status_code == 404


def test_after_a_button_one_returns_to_a_page_of_this_site_only(client, post):
    booking = booked(post)
    sign_in(client, booking.adopter)

    response = client.post(reverse("adoption:visit-cancel", args=[booking.uid]), {"next": "https://evil.example/"})

    assert response.url == VISITS


@pytest.mark.parametrize(("name", "method"), [("visit-move", "get"), ("visit-cancel", "post"), ("visit-ics", "get")])
def test_a_visit_of_others_is_not_there(client, post, name, method):
    booking = booked(post)
    sign_in(client, UserFactory())

    response = getattr(client, method)(reverse(f"adoption:{name}", args=[booking.uid]))

    assert (response.status_code, state_of(booking)) == (404, "booked")


@pytest.mark.parametrize("name", ["visit-confirm", "visit-outcome"])
def test_only_the_giver_confirms_and_judges(client, post, name):
    booking = booked(post)
    sign_in(client, booking.adopter)

    response = client.post(reverse(f"adoption:{name}", args=[booking.uid]), {"outcome": "done"})

    assert (response.status_code, state_of(booking)) == (403, "booked")


def test_hours_are_kept_and_shown_again(client, post, giver):
    client.post(reverse("adoption:hours"), {"from5": "14:00", "until5": "17:00"})

    assert list(OpeningHours.objects.values_list("giver", "weekday")) == [(giver.pk, 5)]
    assert client.get(VISITS).context["hours_form"]["from5"].value().hour == 14


@pytest.mark.parametrize("data", [{"from5": "14:00"}, {"from5": "17:00", "until5": "14:00"}])
def test_hours_that_can_not_be_are_named_at_their_day(client, post, giver, data):
    response = client.post(reverse("adoption:hours"), data)

    assert (response.status_code, OpeningHours.objects.count()) == (400, 0)
    assert list(response.context["hours_form"].errors) == ["until5"]


def test_one_visit_as_a_calendar_file(client, post):
    booking = booked(post)
    sign_in(client, booking.adopter)

    response = client.get(reverse("adoption:visit-ics", args=[booking.uid]))

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert f"UID:{booking.uid}@petbuddy" in response.content.decode()


def test_the_feed_opens_with_its_secret_alone(client, post):
    booking = booked(post)
    secret = calendars.token(booking.adopter)

    mine = client.get(f"/calendar/{secret}.ics")
    forged = client.get(f"/calendar/{secret[:-1]}{'0' if secret[-1] != '0' else '1'}.ics")

    assert (mine.status_code, forged.status_code) == (200, 404)
    assert str(booking.uid) in mine.content.decode()


@pytest.mark.parametrize(("language", "words"), [("en", "Visits of 30 minutes"), ("zh-hant", "每場 30 分鐘")])
def test_the_lengths_of_visits_stand_in_the_language_of_the_reader(client, post, language, words):
    sign_in(client, post.giver)
    client.cookies["pb_lang"] = language

    page = client.get(VISITS).content.decode()

    assert words in page
