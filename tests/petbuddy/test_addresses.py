"""Whose address counts behind proxies, and how an operator hears that the number is wrong."""

import pytest
from django.conf import settings as django_settings

from accounts.models import Session
from petbuddy import addresses, checks, doctoring
from tests.factories.accounts import UserFactory, api


@pytest.mark.parametrize(
    ("proxies", "peer", "forwarded", "found"),
    [
        (0, "203.0.113.9", "10.0.0.1", "203.0.113.9"),
        (1, "192.0.2.1", "203.0.113.9", "203.0.113.9"),
        (1, "192.0.2.1", "10.0.0.1, 203.0.113.9", "203.0.113.9"),
        (2, "192.0.2.1", "10.0.0.1, 203.0.113.9, 198.51.100.7", "203.0.113.9"),
        (2, "192.0.2.1", "203.0.113.9", "203.0.113.9"),
        (1, "192.0.2.1", "", "192.0.2.1"),
        (1, "192.0.2.1", "unknown", None),
        (0, "", "", None),
    ],
)
def test_the_reader_is_so_many_entries_from_the_right(settings, proxies, peer, forwarded, found):
    settings.REST_FRAMEWORK = django_settings.REST_FRAMEWORK | {"NUM_PROXIES": proxies}

    assert addresses.client_of(peer, forwarded) == found


@pytest.mark.parametrize(("proxies", "found"), [(0, ["petbuddy.E004"]), (1, [])])
def test_a_public_site_without_a_proxy_is_refused(settings, proxies, found):
    settings.IS_SECURE = True
    settings.REST_FRAMEWORK = django_settings.REST_FRAMEWORK | {"NUM_PROXIES": proxies}

    ids = [problem.id for problem in checks.production_has_real_parts(None)]

    assert [each for each in ids if each == "petbuddy.E004"] == found


def doctor_says():
    return dict(doctoring.examinations())["addresses of people"]()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("is_public", "people", "address", "words"),
    [
        (
            True,
            20,
            "10.0.0.5",
            "20 people seem to come from 10.0.0.5 alone: is NUM_PROXIES the number of your proxies?",
        ),
        (True, 19, "10.0.0.5", ""),
        (False, 20, "10.0.0.5", ""),
    ],
)
def test_the_doctor_wonders_when_a_crowd_shares_one_address(settings, is_public, people, address, words):
    settings.IS_SECURE = is_public
    for _number in range(people):
        api(UserFactory())
    Session.objects.update(address=address)

    assert doctor_says() == words


@pytest.mark.django_db
def test_a_crowd_with_two_addresses_is_a_crowd(settings):
    settings.IS_SECURE = True
    for _number in range(20):
        api(UserFactory())
    Session.objects.update(address="10.0.0.5")
    Session.objects.filter(pk=Session.objects.first().pk).update(address="10.0.0.6")

    assert doctor_says() == ""
