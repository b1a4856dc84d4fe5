from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from notifications import delivery
from notifications.models import Mail
from notifications.services import digests, notices, preferences
from tests.factories.accounts import UserFactory

NOON = datetime(2026, 6, 20, 12, tzinfo=ZoneInfo("Asia/Taipei"))
EVENING = NOON.replace(hour=18)


@pytest.fixture
def reader(db):
    """She wants the news together, in the evening, and no mail for each; two things happened at noon."""
    reader = UserFactory(language="en", name="Yi-Chun")
    preferences.choose(user=reader, choices={"test_news": {"mail": False, "digest": True}})
    with time_machine.travel(NOON, tick=False):
        for key in ("a", "b"):
            notices.notify(kind="test_news", recipients=[reader], ref=reader, event_key=key)
    return reader


@time_machine.travel(EVENING, tick=False)
def test_the_evening_brings_one_mail_with_all_the_news(reader, mail_server):
    counts = digests.send_due(EVENING), digests.send_due(EVENING)

    delivery.deliver(Mail.objects.get().pk)

    message = mail_server.messages[0]
    assert counts == (1, 0)
    assert message["Subject"] == "2 things happened today"
    assert message.get_body(["plain"]).get_content().count("News of Yi-Chun") == 2


def test_before_the_evening_nothing_is_written(reader):
    assert digests.send_due(NOON) == 0


@time_machine.travel(EVENING, tick=False)
def test_what_was_read_meanwhile_is_not_repeated(reader, mail_server):
    digests.send_due(EVENING)
    notices.mark_read(by=reader)

    delivery.deliver(Mail.objects.get().pk)

    assert Mail.objects.get().state == Mail.State.DROPPED
    assert mail_server.messages == []
