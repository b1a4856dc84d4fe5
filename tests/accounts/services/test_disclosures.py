"""Contact details open one by one, to one person, and close again."""

import pytest

from accounts.models import Disclosure
from accounts.selectors.disclosures import contact_of, disclosures_of
from accounts.services import blocks, disclosures, profiles
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def giver():
    user = UserFactory(email="giver@example.com")
    profiles.update(user=user, by=user, changes={"phone": "0912345678", "address": "木柵路一段 1 號"})
    return user


def test_nothing_is_open_by_itself(giver):
    assert contact_of(giver, viewer=UserFactory()) == {}


def test_only_what_was_opened_is_seen_and_only_by_the_one(giver):
    adopter, stranger = UserFactory(), UserFactory()

    disclosures.open(subject=giver, viewer=adopter, what="phone")

    assert contact_of(giver, viewer=adopter) == {"phone": "0912345678"}
    assert contact_of(giver, viewer=stranger) == {}
    assert contact_of(adopter, viewer=giver) == {}


def test_opening_twice_is_one_disclosure(giver):
    adopter = UserFactory()

    for _ in range(2):
        disclosures.open(subject=giver, viewer=adopter, what="address", ref="adoption.booking:1")

    assert disclosures_of(giver).count() == 1


def test_what_was_opened_for_a_cancelled_visit_closes_and_the_rest_stays(giver):
    adopter = UserFactory()
    disclosures.open(subject=giver, viewer=adopter, what="phone")
    disclosures.open(subject=giver, viewer=adopter, what="address", ref="adoption.booking:1")

    disclosures.close(subject=giver, viewer=adopter, ref="adoption.booking:1")

    assert contact_of(giver, viewer=adopter) == {"phone": "0912345678"}
    assert Disclosure.objects.count() == 2


def test_what_was_never_told_is_not_there(giver):
    adopter = UserFactory()
    disclosures.open(subject=adopter, viewer=giver, what="phone")

    assert contact_of(adopter, viewer=giver) == {}


@pytest.mark.parametrize("is_by_giver", [True, False])
def test_a_block_hides_what_was_open(giver, is_by_giver):
    adopter = UserFactory()
    disclosures.open(subject=giver, viewer=adopter, what="phone")

    blocker, blocked = (giver, adopter) if is_by_giver else (adopter, giver)
    blocks.block(blocker=blocker, blocked=blocked)

    assert contact_of(giver, viewer=adopter) == {}
