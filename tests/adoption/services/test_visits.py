"""Times for visits: offered, booked to the last place and never beyond, confirmed, moved, called off, remembered."""

from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
import time_machine
from django.db.models import F
from django.utils import timezone
from icalendar import Calendar

from accounts.models import Disclosure, Profile
from accounts.services import blocks
from adoption import calendars
from adoption.models import Booking, Post, Slot
from adoption.services import applications, decisions, locks, post_endings, reminders, slots, visits
from adoption.services.slots import TimeTaken
from adoption.services.visits import AlreadyBooked, SlotTaken, VisitChanged
from petbuddy.errors import Conflict, Forbidden, Invalid, Missing
from tests.adoption.scenes import applied, liker, published, state_of, told
from tests.factories.accounts import UserFactory
from tests.factories.adoption import SlotFactory
from tests.races import at_once, outcomes

State = Booking.State


def taken(slot):
    return Slot.objects.get(pk=slot.pk).booked_count


def booked(post, **fields):
    """A visit that waits for the giver's yes."""
    application = applied(post)
    return visits.book(slot=SlotFactory(post=post, **fields), by=application.applicant)


def opened(subject, viewer):
    rows = Disclosure.objects.filter(subject=subject, viewer=viewer, revoked_at=None)
    return sorted(rows.values_list("what", flat=True))


# -- offering ----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_window_is_cut_into_visits():
    post = published()
    start = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=2)

    made = slots.open_window(post=post, by=post.giver, starts_at=start, ends_at=start + timedelta(hours=2), minutes=45)

    assert [slot.starts_at - start for slot in made] == [timedelta(), timedelta(minutes=45)]


@pytest.mark.django_db
def test_one_time_is_offered_once():
    post = published()
    slot = SlotFactory(post=post)

    with pytest.raises(TimeTaken):
        slots.open_slot(post=post, by=post.giver, starts_at=slot.starts_at, ends_at=slot.ends_at)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("shift", "length", "capacity", "field"),
    [
        (timedelta(hours=-1), timedelta(hours=1), 1, "starts_at"),
        (timedelta(days=400), timedelta(hours=1), 1, "starts_at"),
        (timedelta(days=1), timedelta(), 1, "ends_at"),
        (timedelta(days=1), timedelta(hours=13), 1, "ends_at"),
        (timedelta(days=1), timedelta(hours=1), 0, "capacity"),
        (timedelta(days=1), timedelta(hours=1), 51, "capacity"),
    ],
)
def test_a_time_must_make_sense(shift, length, capacity, field):
    post = published()
    start = timezone.now() + shift

    with pytest.raises(Invalid) as refusal:
        slots.open_slot(post=post, by=post.giver, starts_at=start, ends_at=start + length, capacity=capacity)

    assert list(refusal.value.errors) == [field]


@pytest.mark.django_db
def test_a_draft_offers_no_visits():
    post = published(state="draft")
    start = timezone.now() + timedelta(days=1)

    with pytest.raises(Conflict):
        slots.open_slot(post=post, by=post.giver, starts_at=start, ends_at=start + timedelta(hours=1))


@pytest.mark.django_db
def test_taking_a_time_back_cancels_its_visits_and_tells():
    post = published()
    booking = booked(post)

    count = slots.delete_slot(slot=booking.slot, by=post.giver)

    assert (count, state_of(booking), Slot.objects.count()) == (1, State.CANCELLED, 0)
    assert told(booking.adopter) == ["booking_changed"]


# -- booking -----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_booking_takes_a_place_and_asks_the_giver():
    post = published()

    booking = booked(post)

    assert (booking.state, taken(booking.slot)) == (State.BOOKED, 1)
    assert told(post.giver) == ["booking_requested"]
    assert opened(post.giver, booking.adopter) == []


@pytest.mark.django_db
def test_an_invited_applicant_is_confirmed_at_once():
    post = published()
    application = applied(post)
    applications.invite(application=application, by=post.giver)

    booking = visits.book(slot=SlotFactory(post=post), by=application.applicant)

    assert booking.state == State.CONFIRMED
    assert told(application.applicant) == ["visit_invited", "booking_confirmed"]


@pytest.mark.django_db
def test_a_full_time_is_gone():
    post = published()
    slot = booked(post).slot

    with pytest.raises(SlotTaken):
        visits.book(slot=slot, by=applied(post).applicant)


@pytest.mark.django_db
def test_one_visit_at_a_time_for_one_pet():
    post = published()
    booking = booked(post)
    other = SlotFactory(post=post)

    with pytest.raises(AlreadyBooked):
        visits.book(slot=other, by=booking.adopter)

    assert taken(other) == 0


@pytest.mark.django_db
def test_a_time_that_has_begun_is_no_longer_offered():
    post = published()
    slot = SlotFactory(post=post, starts_at=timezone.now() - timedelta(minutes=1))

    with pytest.raises(SlotTaken):
        visits.book(slot=slot, by=applied(post).applicant)


@pytest.mark.django_db
def test_who_only_likes_the_pet_books_where_the_giver_allows_it():
    post = published()
    person = liker(post)
    start = timezone.now() + timedelta(days=2)
    times = {"starts_at": start, "ends_at": start + timedelta(hours=1)}
    for_all = slots.open_slot(post=post, by=post.giver, who=Slot.Who.LIKERS, **times)

    with pytest.raises(Forbidden):
        visits.book(slot=SlotFactory(post=post), by=person)
    booking = visits.book(slot=for_all, by=person)

    assert (booking.state, booking.application) == (State.BOOKED, None)


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["stranger", "giver", "drafter"])
def test_others_do_not_book(who):
    post = published()
    person = {"stranger": UserFactory, "giver": lambda: post.giver, "drafter": lambda: applied(post, "draft").applicant}

    with pytest.raises(Forbidden):
        visits.book(slot=SlotFactory(post=post), by=person[who]())


# -- what becomes of it ------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_confirmed_visit_opens_address_and_phone_and_its_end_shuts_them():
    post = published()
    booking = booked(post)

    visits.confirm(booking=booking, by=post.giver)

    assert opened(post.giver, booking.adopter) == ["address", "phone"]
    assert opened(booking.adopter, post.giver) == ["address", "phone"]
    assert told(booking.adopter) == ["booking_confirmed"]
    visits.cancel(booking=booking, by=booking.adopter)
    assert opened(post.giver, booking.adopter) == []


@pytest.mark.django_db
def test_only_the_giver_confirms():
    booking = booked(published())

    with pytest.raises(Forbidden):
        visits.confirm(booking=booking, by=booking.adopter)


@pytest.mark.django_db
def test_calling_off_frees_exactly_one_place_and_tells_the_other():
    post = published()
    booking = booked(post)

    for _ in range(2):
        visits.cancel(booking=booking, by=booking.adopter)

    assert (state_of(booking), taken(booking.slot)) == (State.CANCELLED, 0)
    assert told(post.giver) == ["booking_requested", "booking_changed"]


@pytest.mark.django_db
def test_moving_takes_the_new_place_and_frees_the_old_one():
    post = published()
    booking = booked(post)
    visits.confirm(booking=booking, by=post.giver)
    old, new = booking.slot, SlotFactory(post=post)

    moved = visits.reschedule(booking=booking, slot=new, by=booking.adopter)

    assert (taken(old), taken(new)) == (0, 1)
    assert (moved.state, moved.sequence, moved.starts_at) == (State.BOOKED, 1, new.starts_at)
    assert opened(post.giver, booking.adopter) == []


@pytest.mark.django_db
def test_moving_to_a_full_time_leaves_everything_as_it_was():
    post = published()
    booking, other = booked(post), booked(post)

    with pytest.raises(SlotTaken):
        visits.reschedule(booking=booking, slot=other.slot, by=booking.adopter)

    booking.refresh_from_db()
    assert (booking.slot_id != other.slot_id, taken(booking.slot), taken(other.slot)) == (True, 1, 1)


@pytest.mark.django_db
def test_a_visit_moves_only_among_the_times_of_its_pet():
    booking = booked(published())

    with pytest.raises(SlotTaken):
        visits.reschedule(booking=booking, slot=SlotFactory(), by=booking.adopter)


@pytest.mark.django_db
@pytest.mark.parametrize("outcome", [State.DONE, State.NO_SHOW])
def test_after_the_visit_the_giver_says_whether_they_met(outcome):
    post = published()
    booking = visits.confirm(booking=booked(post), by=post.giver)

    with pytest.raises(VisitChanged):
        visits.record_outcome(booking=booking, by=post.giver, outcome=outcome)
    with time_machine.travel(booking.ends_at):
        visits.record_outcome(booking=booking, by=post.giver, outcome=outcome)

    assert state_of(booking) == outcome


@pytest.mark.django_db
def test_who_withdraws_need_not_come():
    post = published()
    booking = booked(post)

    decisions.withdraw(application=booking.application, by=booking.adopter)

    assert (state_of(booking), taken(booking.slot)) == (State.CANCELLED, 0)


@pytest.mark.django_db
def test_a_block_calls_visits_between_the_two_off():
    post = published()
    booking, other = booked(post), booked(post)

    blocks.block(blocker=booking.adopter, blocked=post.giver)

    assert (state_of(booking), state_of(other)) == (State.CANCELLED, State.BOOKED)


# -- remembering -------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_both_are_reminded_once_from_noon_of_the_day_before():
    start = datetime(2026, 6, 20, 6, 0, tzinfo=UTC)  # 14:00 in Taiwan
    with time_machine.travel(start - timedelta(days=5)):
        post = published()
        booking = visits.confirm(booking=booked(post, starts_at=start), by=post.giver)
        before = len(told(booking.adopter)), len(told(post.giver))

        counts = [
            reminders.remind_visits(start - timedelta(days=1, hours=hours)) for hours in (20, 3, 1, 0)
        ]  # 18:00 two days before, then 11:00, 13:00 and 14:00 of the day before

    assert counts == [0, 0, 1, 0]
    assert told(booking.adopter)[before[0] :] == ["visit_reminder"]
    assert told(post.giver)[before[1] :] == ["visit_reminder"]


@pytest.mark.django_db
def test_the_calendar_file_names_the_place_only_once_confirmed():
    post = published(name="橘子")
    booking = booked(post, place="文山區木柵路一段 1 號")

    (asked,) = Calendar.from_ical(calendars.of_booking(booking, viewer=booking.adopter)).walk("VEVENT")
    booking = visits.confirm(booking=booking, by=post.giver)
    (sure,) = Calendar.from_ical(calendars.of_booking(booking, viewer=booking.adopter)).walk("VEVENT")

    assert (str(asked["status"]), "location" in asked) == ("TENTATIVE", False)
    assert (str(sure["status"]), str(sure["location"])) == ("CONFIRMED", "文山區木柵路一段 1 號")
    assert str(sure["uid"]) == f"{booking.uid}@petbuddy"
    assert sure["dtstart"].dt == booking.starts_at


@pytest.mark.django_db
def test_without_a_place_of_the_slot_the_opened_address_is_the_place():
    post = published()
    Profile.objects.update_or_create(user=post.giver, defaults={"address": "文山區興隆路二段 5 號"})
    booking = visits.confirm(booking=booked(post, place=""), by=post.giver)

    assert calendars.place_of(booking, booking.adopter) == "文山區興隆路二段 5 號"
    assert calendars.place_of(booking, UserFactory()) == ""


@pytest.mark.django_db
def test_the_feed_shows_what_one_gives_and_takes_and_opens_by_its_secret_alone():
    post = published()
    booking = booked(post)
    visits.cancel(booking=booking, by=post.giver)

    person = calendars.owner_of(calendars.token(post.giver))
    (entry,) = Calendar.from_ical(calendars.feed(person)).walk("VEVENT")

    assert (person, str(entry["status"]), int(entry["sequence"])) == (post.giver, "CANCELLED", 1)
    with pytest.raises(Missing):
        calendars.owner_of(booking.adopter.uid.hex + calendars.token(post.giver)[32:])


# -- at once, on MariaDB -----------------------------------------------------------------------------------------------


@pytest.mark.mariadb
@pytest.mark.django_db(transaction=True)
def test_the_last_place_is_given_once_to_twenty_people():
    post = published()
    slot = SlotFactory(post=post)
    people = [applied(post).applicant for _ in range(20)]

    results = at_once(*[lambda person=person: visits.book(slot=slot, by=person) for person in people])

    assert outcomes(results) == {"Booking": 1, "SlotTaken": 19}
    assert (taken(slot), Booking.objects.filter(is_live=True).count()) == (1, 1)


@pytest.mark.mariadb
@pytest.mark.django_db(transaction=True)
def test_without_lock_and_count_the_place_would_be_given_twice(monkeypatch):
    """The negative control: what the test above would show of a service that reads, thinks and then writes."""
    post = published()
    slot = SlotFactory(post=post, capacity=2)
    people = [applied(post).applicant for _ in range(8)]
    monkeypatch.setattr(locks, "post", lambda pk: Post.objects.get(pk=pk))
    monkeypatch.setattr(locks, "slots", lambda *pks: {one.pk: one for one in Slot.objects.filter(pk__in=pks)})
    everybody = Barrier(len(people), timeout=20)

    def take_place(slot):
        free = slot.capacity - Booking.objects.filter(slot=slot, is_live=True).count()
        everybody.wait()
        if free < 1:
            raise SlotTaken

    monkeypatch.setattr(visits, "_take_place", take_place)

    results = at_once(*[lambda person=person: visits.book(slot=slot, by=person) for person in people])

    assert outcomes(results) == {"Booking": 8}


@pytest.mark.mariadb
@pytest.mark.django_db(transaction=True)
def test_the_database_refuses_a_place_too_many_whatever_the_code_does():
    slot = SlotFactory()

    with pytest.raises(Exception, match="slot_never_over_capacity"):
        Slot.objects.filter(pk=slot.pk).update(booked_count=F("capacity") + 1)


@pytest.mark.mariadb
@pytest.mark.django_db(transaction=True)
def test_a_block_amid_bookings_and_the_end_of_the_post_leaves_nobody_with_an_error():
    giver = UserFactory()
    posts = [published(giver=giver) for _ in range(3)]
    people = [applied(post).applicant for post in posts for _ in range(3)]
    times = [SlotFactory(post=post, capacity=3) for post in posts for _ in range(3)]
    booked = [visits.book(slot=times[number], by=person) for number, person in enumerate(people)]

    results = at_once(
        *[lambda person=person: blocks.block(blocker=giver, blocked=person) for person in people],
        *[lambda booking=booking: visits.cancel(booking=booking, by=booking.adopter) for booking in booked],
        *[lambda post=post: post_endings.withdraw(post=post, by=giver) for post in posts],
    )

    assert outcomes(results) == {"Block": 9, "Booking": 9, "Post": 3}
    assert [taken(slot) for slot in times] == [0] * 9


@pytest.mark.mariadb
@pytest.mark.django_db(transaction=True)
def test_two_tabs_of_one_person_book_one_visit():
    post = published()
    person = applied(post).applicant
    pair = [SlotFactory(post=post) for _ in range(2)]

    results = at_once(*[lambda slot=slot: visits.book(slot=slot, by=person) for slot in pair])

    assert outcomes(results) == {"AlreadyBooked": 1, "Booking": 1}
    assert sorted(taken(slot) for slot in pair) == [0, 1]


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["adopted", "withdrawn", "draft"])
def test_nobody_books_a_visit_to_a_pet_that_waits_no_longer(state):
    post = published(visits_open_to_likers=True)
    slot, person = SlotFactory(post=post, who="likers"), liker(post)
    Post.objects.filter(pk=post.pk).update(state=state)

    with pytest.raises(SlotTaken):
        visits.book(slot=slot, by=person)

    assert taken(slot) == 0


@pytest.mark.django_db
def test_whoever_is_about_to_leave_books_nothing_new():
    application = applied(published())
    application.applicant.erase_after = timezone.now() + timedelta(days=7)

    with pytest.raises(Forbidden) as refusal:
        visits.book(slot=SlotFactory(post=application.post), by=application.applicant)

    assert refusal.value.code == "leaving"
