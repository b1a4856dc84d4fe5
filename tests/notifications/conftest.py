"""The kinds of these tests, and templates for their mails."""

from pathlib import Path

import pytest

from notifications import kinds as registry
from tests.notifications import kinds


@pytest.fixture(autouse=True)
def _kinds(monkeypatch):
    monkeypatch.setattr(registry, "_kinds", dict(registry._kinds))
    registry.register(kinds.NEWS)
    registry.register(kinds.CODE)


@pytest.fixture(autouse=True)
def _templates(settings):
    template = settings.TEMPLATES[0]
    folder = Path(__file__).parent.parent / "templates"
    settings.TEMPLATES = [template | {"DIRS": [*template["DIRS"], folder]}]
