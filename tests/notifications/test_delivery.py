import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from notifications import delivery
from notifications.models import Mail, Suppression
from notifications.services import notices, outbox, preferences
from tests.factories.accounts import UserFactory

State = Mail.State


def waiting_mail(**person):
    person = UserFactory(**{"email": "yi-chun@example.com", "name": "陳怡君", "language": "en"} | person)
    notices.notify(kind="test_news", recipients=[person], ref=person, event_key="event:1")
    return Mail.objects.get()


def test_a_mail_is_sent_in_the_language_of_its_reader_with_one_button_and_the_way_out(db, mail_server):
    mail = waiting_mail(language="zh-hant")

    delivery.deliver(mail.pk)

    message = mail_server.messages[0]
    text, html = (message.get_body([kind]).get_content().replace("\r\n", "\n") for kind in ("plain", "html"))
    assert message.recipients == ["yi-chun@example.com"]
    assert message["Subject"] == "News of 陳怡君"
    assert text.startswith("今天: 陳怡君 & co.\n")
    assert html.count('class="button"') == 1
    assert "陳怡君 &amp; co." in html
    assert "<img" not in html
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f"{message['List-Unsubscribe'].strip(' <>')}\n" in text
    assert len(message.as_bytes()) < 30_000
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.message_id) == (State.SENT, 1, message["Message-ID"])


def test_an_essential_mail_has_no_way_out(db, mail_server):
    mail = notices.send_mail(kind="test_code", to="a@example.com", language="en", dedup_key="code")

    delivery.deliver(mail.pk)

    assert mail_server.messages[0]["List-Unsubscribe"] is None


def test_a_mail_that_was_sent_is_not_sent_again(db, mail_server):
    mail = waiting_mail()

    delivery.deliver(mail.pk)
    delivery.deliver(mail.pk)

    assert len(mail_server.messages) == 1


def test_line_breaks_in_a_name_do_not_become_headers(db, mail_server):
    mail = waiting_mail(name="Lin\r\nBcc: everybody@example.com\u2028\u202e")

    delivery.deliver(mail.pk)

    assert mail_server.messages[0]["Subject"] == "News of Lin Bcc: everybody@example.com"
    assert mail_server.messages[0]["Bcc"] is None


def test_an_address_that_does_not_exist_is_recorded_and_not_tried_again(db, mail_server):
    mail = waiting_mail()
    mail_server.refuse[mail.to] = "550 5.1.1 no such user"

    delivery.deliver(mail.pk)

    mail.refresh_from_db()
    assert (mail.state, mail.error) == (State.REFUSED, "550 5.1.1 no such user")
    assert Suppression.objects.get().address == mail.to


def test_a_suppressed_address_gets_only_what_is_essential(db, mail_server):
    news = waiting_mail()
    code = notices.send_mail(kind="test_code", to=news.to, language="en", dedup_key="code")
    Suppression.objects.create(address=news.to, reason="bounced")

    delivery.deliver(news.pk)
    delivery.deliver(code.pk)

    assert [message["Subject"] for message in mail_server.messages] == ["News of x"]
    news.refresh_from_db()
    assert news.state == State.DROPPED


def test_not_now_is_tried_again_later(db, mail_server):
    mail = waiting_mail()
    mail_server.refuse[mail.to] = "451 4.7.1 try again later"
    delivery.deliver(mail.pk)
    mail.refresh_from_db()
    assert (mail.state, mail.error) == (State.PENDING, "451 4.7.1 try again later")
    assert mail.next_try_at > timezone.now()
    delivery.deliver(mail.pk)  # too early
    mail_server.refuse.clear()

    with time_machine.travel(mail.next_try_at + timedelta(seconds=1)):
        delivery.deliver(mail.pk)

    mail.refresh_from_db()
    assert (mail.state, mail.attempts, len(mail_server.messages)) == (State.SENT, 2, 1)


def test_a_mail_server_that_is_away_loses_nothing_and_its_return_frees_what_waits(db, mail_server, settings):
    mail, port = waiting_mail(), settings.EMAIL_PORT
    settings.EMAIL_PORT = 1
    delivery.deliver(mail.pk)
    mail.refresh_from_db()
    assert (mail.state, mail.error) == (State.PENDING, delivery.AWAY)
    settings.EMAIL_PORT = port
    other = notices.send_mail(kind="test_code", to="b@example.com", language="en", dedup_key="code")

    delivery.deliver(other.pk)
    delivery.deliver(mail.pk)

    assert sorted(message.recipients[0] for message in mail_server.messages) == ["b@example.com", mail.to]


def test_after_three_days_a_mail_is_given_up(db, mail_server, settings):
    mail = waiting_mail()
    settings.EMAIL_PORT = 1

    with time_machine.travel(timezone.now() + timedelta(days=4)):
        delivery.deliver(mail.pk)

    mail.refresh_from_db()
    assert mail.state == State.DEAD


def test_a_broken_template_is_given_up_at_the_third_time(db, mail_server):
    person = UserFactory()
    mail = Mail.objects.create(kind="test_news", to=person.email, recipient=person, ref="", dedup_key="x")
    Mail.objects.filter(pk=mail.pk).update(ref=f"accounts.user:{person.pk}", language="en")
    for _ in range(3):
        Mail.objects.update(next_try_at=None)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("notifications.composition._render", lambda *a, **k: 1 / 0)
            delivery.deliver(mail.pk)

    mail.refresh_from_db()
    assert (mail.state, mail.crashes, mail.error) == (State.DEAD, 3, "ZeroDivisionError")


def test_what_a_dead_sender_held_is_sent_by_the_next(db, mail_server, settings):
    mail = waiting_mail()
    delivery._claim(mail.pk)  # and then it died

    delivery.take_back_abandoned()
    delivery.deliver(mail.pk)
    assert mail_server.messages == []
    with time_machine.travel(timezone.now() + timedelta(seconds=91)):
        delivery.take_back_abandoned()
        delivery.deliver(mail.pk)

    mail.refresh_from_db()
    assert (mail.state, mail.crashes, len(mail_server.messages)) == (State.SENT, 1, 1)


def test_a_mail_that_lost_its_reason_is_dropped(db, mail_server):
    mail = Mail.objects.create(kind="test_news", to="a@example.com", ref="accounts.user:999999", dedup_key="x")

    delivery.deliver(mail.pk)

    mail.refresh_from_db()
    assert (mail.state, mail_server.messages) == (State.DROPPED, [])


def test_who_unsubscribed_meanwhile_gets_no_mail(db, mail_server):
    mail = waiting_mail()
    preferences.unsubscribe(mail=mail)

    delivery.deliver(mail.pk)

    assert mail_server.messages == []


@pytest.mark.mariadb
@pytest.mark.django_db(transaction=True)
def test_two_senders_of_one_mail_send_it_once(mail_server):
    mail, start = waiting_mail(), threading.Barrier(4)

    def send():
        start.wait()
        try:
            delivery.deliver(mail.pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(mail_server.messages) == 1


def test_old_mails_are_forgotten_unless_they_still_wait(db):
    sent, pending = waiting_mail(), notices.send_mail(kind="test_code", to="a@b.tw", language="en", dedup_key="c")
    Mail.objects.update(created_at=timezone.now() - timedelta(days=400))
    Mail.objects.filter(pk=sent.pk).update(state=State.SENT)

    counted = outbox.purge(timezone.now(), True)
    outbox.purge(timezone.now(), False)

    assert counted == 1
    assert list(Mail.objects.all()) == [pending]
