"""How long ago and how long still, in people's words."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from adoption import times

NOW = timezone.make_aware(datetime(2026, 6, 17, 15, 0))


@pytest.mark.parametrize(
    ("back", "words"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=5), "5 minutes ago"),
        (timedelta(hours=2), "2 hours ago"),
        (timedelta(hours=14), "01:00"),
        (timedelta(hours=18), "yesterday 21:00"),
        (timedelta(days=3), "Sunday"),
        (timedelta(days=9), "8 June"),
    ],
)
def test_ago(back, words):
    with override("en"):
        assert times.ago(NOW - back, NOW) == words


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (timedelta(seconds=-1), ""),
        (timedelta(seconds=61), "2 minutes left"),
        (timedelta(hours=22, minutes=30), "22 hours left"),
        (timedelta(days=3), "3 days left"),
    ],
)
def test_left(ahead, words):
    with override("en"):
        assert times.left(NOW + ahead, NOW) == words
