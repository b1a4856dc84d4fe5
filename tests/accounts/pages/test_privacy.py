"""What I have opened to whom, and whom I have blocked."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Block, Disclosure
from accounts.selectors.disclosures import contact_of
from accounts.services import blocks, disclosures
from adoption.models import Booking, Conversation
from adoption.services import visits
from tests.factories.accounts import UserFactory, sign_in
from tests.factories.adoption import ApplicationFactory, SlotFactory

pytestmark = pytest.mark.django_db
PAGE = "/me/settings/privacy/"


@pytest.fixture
def application():
    return ApplicationFactory(submitted=True, post__name="橘子")


@pytest.fixture
def adopter(client, application):
    sign_in(client, application.applicant)
    return application.applicant


def confirmed_visit(application):
    booking = visits.book(slot=SlotFactory(post=application.post), by=application.applicant)
    visits.confirm(booking=booking, by=application.post.giver)
    return Booking.objects.get(pk=booking.pk)


def test_a_confirmed_visit_stands_in_the_log_with_its_pet(client, application, adopter):
    confirmed_visit(application)

    page = client.get(PAGE).content.decode()

    assert page.count("/take-back/") == 2
    assert f"給{application.post.giver.name}" in page
    assert "和橘子見面" in page


def test_taking_back_closes_it_at_once_and_stays_on_record(client, application, adopter):
    adopter.profile.phone = "0912345678"
    adopter.profile.save()
    row = disclosures.open(subject=adopter, viewer=application.post.giver, what="phone")
    before = contact_of(adopter, viewer=application.post.giver)

    client.post(f"{PAGE}{row.pk}/take-back/")

    assert (before, contact_of(adopter, viewer=application.post.giver)) == ({"phone": "0912345678"}, {})
    assert Disclosure.objects.get().revoked_at is not None
    assert "收回" in client.get(PAGE).content.decode()


def test_what_others_have_opened_is_not_mine_to_take_back(client, application, adopter):
    row = disclosures.open(subject=application.post.giver, viewer=adopter, what="phone")

    answer = client.post(f"{PAGE}{row.pk}/take-back/")

    assert (answer.status_code, Disclosure.objects.get().revoked_at) == (404, None)


def test_the_log_costs_the_same_for_three_lines_as_for_one(client, application, adopter):
    counts = []
    for number in range(2):
        for more in range(1 + number):
            viewer = UserFactory()
            disclosures.open(subject=adopter, viewer=viewer, what="phone", ref=f"adoption.booking:{number}{more}")
            blocks.block(blocker=adopter, blocked=viewer)
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        counts.append(len(queries))

    assert counts[0] == counts[1]


# -- Blocking ------------------------------------------------------------------------------------------------------
def test_blocking_says_what_it_means_then_does_it_and_offers_to_end_what_is_open(client, application, adopter):
    giver, booking = application.post.giver, confirmed_visit(application)

    asked = client.get(f"/people/{giver.uid}/block/")
    before = Block.objects.count()
    done = client.post(f"/people/{giver.uid}/block/")

    booking.refresh_from_db()
    assert (asked.status_code, before, Block.objects.count()) == (200, 0, 1)
    assert booking.state == Booking.State.CANCELLED
    assert f"/me/applications/{application.uid}/withdraw/" in done.content.decode()


def test_a_giver_is_offered_to_decline(client, application):
    sign_in(client, application.post.giver)

    done = client.post(f"/people/{application.applicant.uid}/block/")

    assert f"/me/posts/{application.post.uid}/applications/{application.uid}/decline/" in done.content.decode()


@pytest.mark.parametrize("who", ["a stranger", "one with a draft", "oneself"])
def test_people_with_whom_one_has_nothing_to_do_are_not_there(client, who):
    person = UserFactory()
    others = {
        "a stranger": lambda: UserFactory(),
        "one with a draft": lambda: ApplicationFactory(applicant=person).post.giver,
        "oneself": lambda: person,
    }
    sign_in(client, person)

    answers = [client.get(f"/people/{others[who]().uid}/block/"), client.post(f"/people/{others[who]().uid}/block/")]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert Block.objects.count() == 0


def test_unblocking(client, application, adopter):
    blocks.block(blocker=adopter, blocked=application.post.giver)

    answer = client.post(f"/people/{application.post.giver.uid}/unblock/")

    assert (answer["Location"], Block.objects.count()) == (f"{PAGE}#blocked", 0)


def test_the_talk_leads_to_blocking_on_both_sides(client, application, adopter):
    giver = application.post.giver
    Conversation.objects.create(application=application)
    mine = client.get(f"/me/applications/{application.uid}/").content.decode()
    sign_in(client, giver)
    board = client.get(f"/me/posts/{application.post.uid}/applications/?application={application.uid}")

    assert f"/people/{giver.uid}/block/?next=/me/applications/{application.uid}/" in mine
    assert f"/people/{adopter.uid}/block/?next=/me/posts/" in board.content.decode()
