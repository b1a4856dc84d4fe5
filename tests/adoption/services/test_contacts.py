"""Phone and mail open by hand to the one other side, and close again: by hand, with the end, with a block."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import AuditEntry, User
from accounts.selectors.disclosures import contact_of
from accounts.services import blocks, profiles
from adoption.models import Application, Post
from adoption.selectors import contacts as selectors
from adoption.services import applications, contacts, decisions
from petbuddy.errors import Conflict, Forbidden, Invalid, Missing
from tests.adoption.scenes import applied, published
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk():
    talk = applied(published()).conversation
    for person, phone in ((talk.application.post.giver, "0912345678"), (talk.application.applicant, "0987654321")):
        profiles.update(user=person, by=person, changes={"phone": phone})
    return talk


@pytest.fixture
def giver(talk):
    return talk.application.post.giver


@pytest.fixture
def adopter(talk):
    return talk.application.applicant


def test_each_side_opens_her_own_and_nothing_of_the_other(talk, giver, adopter):
    contacts.show(conversation=talk, by=giver, what="phone")
    contacts.show(conversation=talk, by=adopter, what="email")

    assert contact_of(giver, viewer=adopter) == {"phone": "0912345678"}
    assert contact_of(adopter, viewer=giver) == {"email": adopter.email}
    assert contact_of(giver, viewer=UserFactory()) == {}


def test_taking_back_closes_it_and_both_acts_are_on_record(talk, giver, adopter):
    contacts.show(conversation=talk, by=giver, what="phone")

    contacts.take_back(conversation=talk, by=giver, what="phone")

    acts = AuditEntry.objects.filter(action__startswith="disclosure.").order_by("pk").values_list("action", flat=True)
    assert contact_of(giver, viewer=adopter) == {}
    assert list(acts) == ["disclosure.opened", "disclosure.closed"]


def test_a_phone_that_the_profile_lacks_cannot_be_shown(talk, giver):
    profiles.update(user=giver, by=giver, changes={"phone": ""})

    with pytest.raises(Conflict) as refusal:
        contacts.show(conversation=talk, by=User.objects.get(pk=giver.pk), what="phone")

    assert refusal.value.code == "no_phone"


def test_the_address_is_never_opened_by_hand(talk, giver, adopter):
    with pytest.raises(Invalid):
        contacts.show(conversation=talk, by=giver, what="address")

    assert contact_of(giver, viewer=adopter) == {}


def test_a_stranger_has_no_talk_to_show_anything_in(talk):
    for act in (contacts.show, contacts.take_back):
        with pytest.raises(Missing):
            act(conversation=talk, by=UserFactory(), what="email")


def test_suspended_people_show_nothing_but_may_take_back(talk, giver, adopter):
    contacts.show(conversation=talk, by=giver, what="phone")
    giver.suspended_until = timezone.now() + timedelta(days=1)

    with pytest.raises(Forbidden):
        contacts.show(conversation=talk, by=giver, what="email")
    contacts.take_back(conversation=talk, by=giver, what="phone")

    assert contact_of(giver, viewer=adopter) == {}


def test_a_block_closes_it_for_good_and_nothing_opens_across_it(talk, giver, adopter):
    contacts.show(conversation=talk, by=giver, what="phone")
    blocks.block(blocker=adopter, blocked=giver)

    with pytest.raises(Conflict):
        contacts.show(conversation=talk, by=giver, what="email")
    blocks.unblock(blocker=adopter, blocked=giver)

    assert contact_of(giver, viewer=adopter) == {}


@pytest.mark.parametrize("end", ["withdrawn", "declined"])
def test_with_the_end_of_the_application_both_sides_close(talk, giver, adopter, end):
    contacts.show(conversation=talk, by=giver, what="phone")
    contacts.show(conversation=talk, by=adopter, what="phone")

    if end == "withdrawn":
        decisions.withdraw(application=talk.application, by=adopter)
    else:
        applications.decline(application=talk.application, by=giver, reason="home")

    assert (contact_of(giver, viewer=adopter), contact_of(adopter, viewer=giver)) == ({}, {})


@pytest.mark.parametrize("over", ["ended", "removed"])
def test_a_talk_that_is_read_only_opens_nothing(talk, giver, adopter, over):
    if over == "ended":
        Application.objects.filter(pk=talk.application_id).update(state=Application.State.CLOSED)
    else:
        Post.objects.filter(pk=talk.application.post_id).update(state=Post.State.REMOVED)

    with pytest.raises(Conflict):
        contacts.show(conversation=talk, by=giver, what="phone")

    assert contact_of(giver, viewer=adopter) == {}


def test_choosing_opens_one_and_takes_back_the_other(talk, giver, adopter):
    contacts.show(conversation=talk, by=giver, what="phone")

    contacts.choose(conversation=talk, by=giver, phone=False, email=True)

    assert contact_of(giver, viewer=adopter) == {"email": giver.email}


def test_who_looks_sees_what_is_open_and_what_is_hers_to_open(talk, giver, adopter):
    contacts.show(conversation=talk, by=giver, what="phone")

    seen, own = selectors.of(giver, viewer=adopter), selectors.of(adopter, viewer=giver)

    assert (seen.theirs, seen.shown) == ({"phone": "0912345678"}, [])
    assert [(row.what, row.value, row.is_shown) for row in own.own] == [
        ("phone", "0912345678", True),
        ("email", giver.email, False),
    ]
