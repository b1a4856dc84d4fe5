"""What becomes of posts, applications, promises and visits when one side is erased: the other's records stay whole."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts import data_delivery
from accounts.models import Disclosure
from accounts.services import disclosures, personal_data
from adoption.models import Application, Booking, Conversation, Like, Message, Post, Reservation, Slot
from adoption.services import conversations, posts_review, reservations, visits
from notifications.models import Notification
from petbuddy.errors import Conflict
from tests.factories.accounts import PASSWORD, UserFactory, sign_in
from tests.factories.adoption import ApplicationFactory, LikeFactory, PhotoFactory, PostFactory, SlotFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storages")]


def erase(user):
    data_delivery.work(personal_data.erase_again(user=user).pk)


def told(person):
    return list(Notification.objects.filter(recipient=person).order_by("pk").values_list("kind", flat=True))


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def test_her_posts_are_withdrawn_and_applicants_told_kindly():
    post = PostFactory(published=True)
    sent, draft = ApplicationFactory(submitted=True, post=post), ApplicationFactory(post=post)

    erase(post.giver)

    assert (fresh(post).state, fresh(post).story, fresh(post).name) == ("withdrawn", "", post.name)
    assert [fresh(one).state for one in (sent, draft)] == ["closed", "closed"]
    assert fresh(sent).closed_reason == "post_withdrawn"
    assert told(sent.applicant) == ["application_closed"]


def test_a_draft_that_nobody_saw_goes_as_a_whole():
    draft = PhotoFactory().post

    erase(draft.giver)

    assert not Post.objects.filter(pk=draft.pk).exists()


def test_her_applications_are_withdrawn_and_her_place_is_free():
    application = ApplicationFactory(shortlisted=True)
    post = application.post
    slot = SlotFactory(post=post)
    booking = visits.book(slot=slot, by=application.applicant)

    erase(application.applicant)

    assert (fresh(application).state, fresh(application).submission.answers) == ("withdrawn", {})
    assert (fresh(booking).state, fresh(slot).booked_count) == ("cancelled", 0)
    assert told(post.giver)[-2:] == ["booking_changed", "application_withdrawn"]


def test_a_visit_without_an_application_is_cancelled_too():
    post = PostFactory(published=True, visits_open_to_likers=True)
    like = LikeFactory(post=post)  # and the counter says 0: an erasure counts anew
    slot = SlotFactory(post=post, who="likers")
    booking = visits.book(slot=slot, by=like.adopter)

    erase(like.adopter)

    assert (fresh(booking).state, fresh(slot).booked_count) == ("cancelled", 0)


def test_the_pet_that_was_promised_to_her_is_free_again():
    application = ApplicationFactory(shortlisted=True)
    alternate = ApplicationFactory(submitted=True, post=application.post)
    reservations.reserve(application=application, by=application.post.giver)

    erase(application.applicant)

    assert (fresh(application.post).state, Reservation.objects.live().count()) == ("published", 0)
    assert (fresh(alternate).state, "reservation_ended" in told(application.post.giver)) == ("submitted", True)


def test_a_promise_on_a_post_that_was_taken_down_ends_and_the_post_stays_down():
    application, moderator = ApplicationFactory(shortlisted=True), UserFactory(superuser=True)
    post = application.post
    reservations.reserve(application=application, by=post.giver)
    posts_review.remove(post=fresh(post), by=moderator, reason="查證中")

    erase(application.applicant)
    removed = fresh(post).state
    posts_review.restore(post=fresh(post), by=moderator)

    assert (removed, fresh(post).state, Reservation.objects.live().count()) == ("removed", "published", 0)


def test_a_giver_whose_post_was_taken_down_leaves_closed_applications_behind():
    application, moderator = ApplicationFactory(submitted=True), UserFactory(superuser=True)
    posts_review.remove(post=application.post, by=moderator, reason="查證中")

    erase(application.post.giver)

    assert (fresh(application).state, fresh(application).closed_reason) == ("closed", "post_removed")
    assert (fresh(application.post).state, fresh(application.post).story) == ("removed", "")


def test_counters_of_likes_stay_true():
    post = PostFactory(published=True, like_count=2)
    hers, _others = LikeFactory(post=post), LikeFactory(post=post)

    erase(hers.adopter)

    assert (fresh(post).like_count, Like.objects.filter(post=post).count()) == (1, 1)


def test_visits_to_her_are_cancelled_and_told():
    application = ApplicationFactory(shortlisted=True)
    slot = SlotFactory(post=application.post)
    booking = visits.book(slot=slot, by=application.applicant)
    visits.confirm(booking=booking, by=application.post.giver)

    erase(application.post.giver)

    assert (fresh(booking).state, Slot.objects.count()) == ("cancelled", 0)
    assert told(application.applicant)[-2:] == ["booking_changed", "application_closed"]
    assert not Disclosure.objects.filter(revoked_at=None).exists()


def test_what_stood_open_to_her_is_closed():
    subject, viewer = UserFactory(), UserFactory()
    disclosures.open(subject=subject, viewer=viewer, what="phone")

    erase(viewer)

    assert not Disclosure.objects.filter(revoked_at=None).exists()


def test_a_home_stays_a_home_and_its_talk_is_only_read():
    post = PostFactory(adopted=True)
    home = ApplicationFactory(reserved=True, post=post)
    Application.objects.filter(pk=home.pk).update(state="adopted")
    talk = Conversation.objects.create(application=home)
    Message.objects.create(conversation=talk, author=post.giver, text="我家在木柵路 1 號")
    Message.objects.create(conversation=talk, author=home.applicant, text="謝謝")

    erase(post.giver)

    assert [fresh(row).state for row in (post, home)] == ["adopted", "adopted"]
    assert list(talk.messages.values_list("text", flat=True)) == ["", "謝謝"]
    with pytest.raises(Conflict) as refusal:
        conversations.say(
            conversation=fresh(talk), by=home.applicant, text="哈囉", client_id="3fa85f64-5717-4562-b3fc-2c963f66afa6"
        )
    assert refusal.value.code == "read_only"


def test_the_other_side_can_open_every_page_that_named_her(client):
    application = ApplicationFactory(shortlisted=True)
    post, adopter = application.post, application.applicant
    talk = Conversation.objects.create(application=application)
    Message.objects.create(conversation=talk, author=post.giver, text="你好")
    Booking.objects.create(
        slot=SlotFactory(post=post),
        post=post,
        adopter=adopter,
        application=application,
        state="done",
        starts_at=timezone.now() - timedelta(days=2),
        ends_at=timezone.now() - timedelta(days=2, hours=-1),
    )
    erase(post.giver)
    sign_in(client, adopter)
    pages = [
        f"/me/applications/{application.uid}/",
        "/me/applications/",
        "/me/messages/",
        "/me/visits/",
        "/me/",
        post.get_absolute_url(),
    ]

    statuses = {page: client.get(page).status_code for page in pages}

    assert statuses == dict.fromkeys(pages, 200)
    assert "已離開的會員" in client.get(pages[0]).content.decode()


def test_the_giver_sees_a_former_member_with_date_and_state_and_no_answer(client):
    application = ApplicationFactory(shortlisted=True, submission__answers={"q_day1": "我在家工作"})
    post = application.post
    erase(application.applicant)
    sign_in(client, post.giver)

    page = client.get(f"/me/posts/{post.uid}/applications/?application={application.uid}")

    text = page.content.decode()
    assert (page.status_code, "已離開的會員" in text, "我在家工作" in text) == (200, True, False)


def test_the_seven_days_and_the_end_on_the_calendar():
    giver = PostFactory(published=True).giver
    personal_data.ask_erasure(user=giver, password=PASSWORD, by=giver)
    request = giver.data_requests.get()

    with time_machine.travel(timezone.now() + timedelta(days=6, hours=23)):
        data_delivery.work(request.pk)
        early = fresh(giver).erased_at
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        data_delivery.work(request.pk)

    assert (early, fresh(giver).erased_at is not None) == (None, True)
