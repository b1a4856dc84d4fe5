"""What is decided is done, whether or not Redis is there at that moment."""

import time
from datetime import timedelta

import pytest
import time_machine
from celery.contrib.testing.worker import start_worker
from django.db import transaction
from django.utils import timezone

from notifications import delivery
from notifications.models import Mail
from notifications.services import notices, outbox
from petbuddy import due, tasks
from petbuddy.celery import app
from tests.factories.accounts import UserFactory, api, sign_in
from tests.notifications.conftest import _kinds, _templates  # noqa: F401  the same kinds and templates

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch):
    monkeypatch.setattr(tasks, "_resume_at", 0.0)


@pytest.fixture
def queue():
    """The names of the tasks that wait, and an empty queue before and after."""
    with app.connection_for_write() as connection:
        client = connection.default_channel.client
        client.flushdb()
        yield lambda: sum(client.llen(name) for name in ("default", "mail", "images"))


def tell(people, key="event"):
    with transaction.atomic():
        notices.notify(kind="test_news", recipients=people, ref=people[0], event_key=key)


def test_one_message_a_mail_and_none_before_the_commit(queue):
    person = UserFactory()

    with transaction.atomic():
        tell([person])
        before = queue()

    assert (before, queue()) == (0, 2)  # the mail, and the hint for open pages


@pytest.mark.redis
@pytest.mark.parametrize("fault", ["stop", "freeze"])
def test_with_redis_away_nothing_fails_and_its_return_sends_once(fault, redis_server, mail_server):
    people = UserFactory.create_batch(5)
    getattr(redis_server, fault)()
    begun = time.monotonic()

    tell(people)

    assert time.monotonic() - begun < 3
    assert Mail.objects.filter(state=Mail.State.PENDING).count() == 5
    redis_server.ensure()
    with time_machine.travel(timezone.now() + timedelta(seconds=31)):
        for pk in outbox.left().values_list("pk", flat=True):
            delivery.deliver(pk)
            delivery.deliver(pk)  # the sweep's second message
    assert sorted(message.recipients[0] for message in mail_server.messages) == sorted(each.email for each in people)


def test_the_worker_sends_what_the_sweep_finds(queue, mail_server, monkeypatch):
    person = UserFactory()
    monkeypatch.setattr(tasks, "_resume_at", time.monotonic() + 60)  # as after a failed publish: nothing is queued
    tell([person])
    lost = queue()
    monkeypatch.setattr(tasks, "_resume_at", 0.0)
    Mail.objects.update(created_at=timezone.now() - timedelta(minutes=1))

    with start_worker(app, pool="threads", concurrency=2, perform_ping_check=False, queues=["default", "mail"]):
        due.run_sweeps()
        deadline = time.monotonic() + 10
        while not mail_server.messages and time.monotonic() < deadline:
            time.sleep(0.02)

    assert (lost, [message.recipients for message in mail_server.messages]) == (0, [[person.email]])


def test_a_failing_part_does_not_keep_the_others_from_their_work(monkeypatch):
    monkeypatch.setattr(due, "_sweeps", {"broken": lambda: 1 / 0, "whole": lambda: 2})

    assert due.run_sweeps() == {"broken": None, "whole": 2}


@pytest.mark.redis
@pytest.mark.parametrize("fault", ["stop", "freeze"])
def test_with_redis_away_pages_and_api_answer_in_time(fault, redis_server, client):
    person = UserFactory()
    program = api(person)
    sign_in(client, person)
    tell([person])
    getattr(redis_server, fault)()

    answers = []
    for ask in (
        lambda: client.get("/me/notifications/"),
        lambda: client.post("/me/notifications/read/"),
        lambda: program.get("/api/v1/notifications/"),
        lambda: program.post("/api/v1/notifications/read/", {}),
    ):
        begun = time.monotonic()
        answers.append((ask().status_code, time.monotonic() - begun < 3))

    assert answers == [(200, True), (302, True), (200, True), (200, True)]
