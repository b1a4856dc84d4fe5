"""The pages of my data: archive, deleting the account, keeping it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import DataRequest, Session
from accounts.services import personal_data
from tests.factories.accounts import PASSWORD, UserFactory, sign_in

pytestmark = pytest.mark.django_db
DATA = "/me/settings/data/"


@pytest.fixture
def person(client):
    user = UserFactory()
    sign_in(client, user)
    client.cookies["pb_lang"] = "en"
    return user


def text(response):
    return response.content.decode()


def export(user, **fields):
    soon = timezone.now() + timedelta(days=1)
    return DataRequest.objects.create(user=user, kind="export", due_at=soon, **fields)


def test_asking_shows_that_it_is_under_way_and_cannot_be_asked_twice(client, person):
    first = client.post(f"{DATA}export/", follow=True)
    client.post(f"{DATA}export/")

    assert "It is being put together." in text(first)
    assert "Put my data together" not in text(first)
    assert DataRequest.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"state": "ready"}, "Download my data"),
        ({"state": "failed"}, "It did not work the last time"),
        ({"state": "done"}, "You downloaded it last on"),
    ],
)
def test_each_state_says_what_comes_next(client, person, fields, sentence):
    now = timezone.now()
    export(person, **fields, key="x", ends_at=now, fetched_at=now if fields["state"] == "done" else None)

    page = client.get(DATA)

    assert sentence in text(page)


def test_the_archive_is_fetched_with_one_button_once(client, person):
    row = export(person, state="ready", key="exports/00/x.zip", ends_at=timezone.now() + timedelta(days=1))

    first = client.post(f"{DATA}export/{row.uid}/")
    second = client.post(f"{DATA}export/{row.uid}/")

    assert (first.status_code, first["Location"].startswith("/files/")) == (302, True)
    assert second.status_code == 410


def test_another_persons_archive_is_not_there(client, person):
    row = export(UserFactory(), state="ready", key="x", ends_at=timezone.now() + timedelta(days=1))

    assert client.post(f"{DATA}export/{row.uid}/").status_code == 404


def test_deleting_says_what_happens_and_asks_for_the_password(client, person):
    page = client.get(f"{DATA}delete/")
    wrong = client.post(f"{DATA}delete/", {"password": "not hers"})

    assert "After that, for good" in text(page)
    assert (wrong.status_code, "This is not your present password." in text(wrong)) == (400, True)
    person.refresh_from_db()
    assert person.erase_after is None


def test_deleting_signs_out_and_says_until_when_she_can_come_back(client, person):
    answer = client.post(f"{DATA}delete/", {"password": PASSWORD}, follow=True)

    assert answer.redirect_chain == [(f"/accounts/login/?next={DATA}", 302)]
    assert "Sign in before that day and you can keep it." in text(answer)
    assert not Session.objects.filter(user=person, ended_at=None).exists()


@pytest.mark.parametrize("page", ["/me/", DATA, "/me/settings/", "/me/notifications/"])
def test_every_page_of_hers_offers_to_keep_the_account(client, person, page):
    personal_data.ask_erasure(user=person, password=PASSWORD, by=person)
    sign_in(client, person)

    answer = client.get(page)

    assert f'action="{DATA}keep/"' in text(answer)


def test_one_button_keeps_it(client, person):
    personal_data.ask_erasure(user=person, password=PASSWORD, by=person)
    sign_in(client, person)

    answer = client.post(f"{DATA}keep/", follow=True)

    person.refresh_from_db()
    assert (person.erase_after, f'action="{DATA}keep/"' in text(answer)) == (None, False)


def test_operators_read_the_wishes_and_moderators_do_not(client):
    row = export(UserFactory())
    sign_in(client, UserFactory(superuser=True))

    listed = client.get("/admin/accounts/datarequest/")
    opened = client.get(f"/admin/accounts/datarequest/{row.pk}/change/")

    assert (listed.status_code, opened.status_code) == (200, 200)
    assert 'name="_save"' not in text(opened)


def test_a_moderator_is_not_shown_them(client):
    sign_in(client, UserFactory(staff=True))

    assert client.get("/admin/accounts/datarequest/").status_code == 403
