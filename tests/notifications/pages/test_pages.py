from datetime import timedelta

from django.test import Client
from django.utils import timezone

from notifications import unsubscribing
from notifications.models import Mail, Notification, Preference, Suppression
from notifications.selectors import notices as selectors
from notifications.services import notices
from tests.factories.accounts import UserFactory, sign_in


def told(client, *, name="陳怡君", **times):
    person = UserFactory(name=name)
    sign_in(client, person)
    notice = notices.notify(kind="test_news", recipients=[person], ref=person, event_key="event")[0]
    return person, notice


def test_the_bell_groups_what_happened(db, client):
    person, _ = told(client)
    for key, days in (("b", 3), ("c", 30)):
        notices.notify(kind="test_news", recipients=[person], ref=person, event_key=key)
        Notification.objects.filter(event_key=key).update(created_at=timezone.now() - timedelta(days=days))

    response = client.get("/me/notifications/")

    assert [(heading, len(items)) for heading, items in response.context["groups"]] == [
        ("今天", 1),
        ("這週", 1),
        ("更早", 1),
    ]
    assert response.context["unread"] == 3


def test_following_a_notification_reads_it_and_leads_on(db, client):
    person, notice = told(client)

    response = client.post(f"/me/notifications/{notice.pk}/")

    assert (response.status_code, response["Location"]) == (302, "/me/notifications/preferences/?news")
    assert selectors.unread_count(person) == 0


def test_anothers_notification_does_not_exist(db, client):
    _, notice = told(client)
    sign_in(client, UserFactory())

    assert client.post(f"/me/notifications/{notice.pk}/").status_code == 404


def test_opening_changes_nothing_and_reading_all_reads_all(db, client):
    person, _ = told(client)
    client.get("/me/notifications/")
    opened = selectors.unread_count(person)

    client.post("/me/notifications/read/")

    assert (opened, selectors.unread_count(person)) == (1, 0)


def test_the_list_costs_the_same_for_one_and_for_many(db, client, django_assert_max_num_queries):
    person, _ = told(client)
    client.get("/me/notifications/")
    for number in range(9):
        notices.notify(kind="test_news", recipients=[person], ref=person, event_key=f"more {number}")

    with django_assert_max_num_queries(9):
        client.get("/me/notifications/")


def test_switches_that_are_off_are_kept_off(db, client):
    person, _ = told(client)

    client.post("/me/notifications/preferences/", {"test_news.page": "on"})

    kept = dict(Preference.objects.filter(user=person, kind="test_news").values_list("channel", "is_on"))
    assert kept == {"page": True, "mail": False, "digest": False}


def test_pages_ask_a_stranger_to_sign_in(db, client):
    for path in ("/me/notifications/", "/me/notifications/preferences/"):
        assert client.get(path)["Location"] == f"/accounts/login/?next={path}"


def test_a_link_in_a_mail_stops_its_kind_only_when_its_button_is_pressed(db):
    mailed, stranger = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)
    person, _ = told(mailed)
    path = unsubscribing.path_of(Mail.objects.get())
    opened = stranger.get(path)
    before = Preference.objects.count()

    pressed = stranger.post(path, {"List-Unsubscribe": "One-Click"})

    assert (opened.status_code, before, pressed.status_code) == (200, 0, 200)
    assert Preference.objects.get(user=person, kind="test_news", channel="mail").is_on is False


def test_a_strangers_link_stops_all_mail_to_that_address(db, client, monkeypatch):
    mail = notices.send_mail(kind="test_news", to="A@example.com", language="en", dedup_key="x")

    client.post(unsubscribing.path_of(mail))

    assert Suppression.objects.get().address == "a@example.com"


def test_a_forged_link_opens_nothing(db, client):
    told(client)
    mail = Mail.objects.get()

    assert client.get(f"/unsubscribe/{mail.pk}.forged/").status_code == 404
    assert client.get("/unsubscribe/%00/").status_code == 404
