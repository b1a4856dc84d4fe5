"""What an operator may set, and what would break a promise."""

import environ
import pytest
from django.core.exceptions import ImproperlyConfigured

from petbuddy import environment


@pytest.mark.parametrize(("given", "days"), [(None, 90), ("30", 30), ("400", 400)])
def test_drafts_are_kept_as_long_as_the_operator_says(monkeypatch, given, days):
    monkeypatch.delenv("DRAFT_DAYS", raising=False)
    if given:
        monkeypatch.setenv("DRAFT_DAYS", given)

    assert environment.at_least(environ.Env(), "DRAFT_DAYS", 90, 30) == days


def test_but_never_shorter_than_thirty_days(monkeypatch):
    monkeypatch.setenv("DRAFT_DAYS", "29")

    with pytest.raises(ImproperlyConfigured):
        environment.at_least(environ.Env(), "DRAFT_DAYS", 90, 30)
