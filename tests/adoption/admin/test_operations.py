"""The first page and the outbox."""

import pytest
from django.utils import timezone

from accounts.models import AuditEntry
from notifications.models import Mail
from petbuddy import heartbeats
from tests.adoption.admin.conftest import said
from tests.adoption.scenes import published
from tests.factories.adoption import PhotoFactory

pytestmark = pytest.mark.django_db

State = Mail.State


def mail(state, **fields):
    return Mail.objects.create(
        to="giver@example.org", kind="verify_email", state=state, dedup_key=f"{state}:{Mail.objects.count()}", **fields
    )


def tiles(client):
    client.cookies["pb_lang"] = "en"
    return {tile["title"]: tile for tile in client.get("/admin/").context["tiles"]}


def test_the_first_page_counts_what_waits(console):
    mail(State.DEAD)
    mail(State.PENDING)
    post = published()
    PhotoFactory(post=post, pending=True)
    PhotoFactory(post=post, state="rejected")
    heartbeats.beat("sweep")

    shown = tiles(console)

    names = ["Mails waiting", "Mails refused or given up", "Pictures being prepared", "Pictures rejected"]
    assert [shown[name]["count"] for name in names] == [1, 1, 1, 1]
    assert shown["Mails refused or given up"]["is_bad"]
    assert not shown["Last sweep"]["is_bad"]


def test_a_sweep_that_never_ran_is_bad_news(console):
    assert tiles(console)["Last sweep"]["is_bad"]


def test_a_moderator_sees_only_what_she_decides(desk):
    assert set(tiles(desk)) == {"Posts to review", "Open reports", "Open appeals"}


@pytest.mark.parametrize("state", [State.PENDING, State.DEAD, State.REFUSED])
def test_a_stuck_mail_is_tried_again(console, operator, state):
    row = mail(state, attempts=9, crashes=3, next_try_at=timezone.now(), error="550 no")

    console.post(f"/admin/notifications/mail/{row.pk}/decide/retry/")

    row.refresh_from_db()
    assert (row.state, row.next_try_at, row.crashes, row.error) == (State.PENDING, None, 0, "")
    assert AuditEntry.objects.get(action="mail.retried").actor == operator


@pytest.mark.parametrize("state", [State.SENT, State.SENDING, State.DROPPED])
def test_what_is_done_is_not_sent_again(console, state):
    row = mail(state)

    answer = console.post(f"/admin/notifications/mail/{row.pk}/decide/retry/")

    row.refresh_from_db()
    assert (row.state, len(said(answer)), AuditEntry.objects.filter(action="mail.retried").count()) == (state, 1, 0)


def test_many_are_tried_again_each_by_itself(console):
    rows = [mail(State.DEAD), mail(State.SENT), mail(State.REFUSED)]
    chosen = {"action": "retry_chosen", "_selected_action": [row.pk for row in rows]}

    answer = console.post("/admin/notifications/mail/", chosen)

    states = [Mail.objects.get(pk=row.pk).state for row in rows]
    assert (states, len(said(answer))) == ([State.PENDING, State.SENT, State.PENDING], 2)


def test_the_outbox_shows_no_whole_address(console):
    row = mail(State.SENT)

    pages = [
        console.get(page).content.decode()
        for page in ("/admin/notifications/mail/", f"/admin/notifications/mail/{row.pk}/change/")
    ]

    assert [page for page in pages if "giver@example.org" in page] == []
