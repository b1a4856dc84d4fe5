"""Both storages as two folders of the test's own, and one that can be away."""

from pathlib import Path
from types import SimpleNamespace

import pytest


@pytest.fixture
def storages(settings, tmp_path):
    """`storages.public` and `storages.private`: the folders. `storages.take_away()` lets nobody write or delete."""
    local = "django.core.files.storage.FileSystemStorage"
    public, private = tmp_path / "public", tmp_path / "private"

    def use(public, private):
        settings.STORAGES = settings.STORAGES | {
            "default": {"BACKEND": local, "OPTIONS": {"location": str(public), "base_url": "/media/"}},
            "private": {"BACKEND": local, "OPTIONS": {"location": str(private)}},
        }

    def take_away():
        blocked = tmp_path / "no-folder"
        blocked.write_text("a file where a folder should be: every access fails")
        use(blocked / "x", blocked / "x")

    use(public, private)
    return SimpleNamespace(
        public=public, private=private, take_away=take_away, bring_back=lambda: use(public, private), files=_files
    )


def _files(folder):
    """Every file below a folder."""
    return sorted(path for path in Path(folder).rglob("*") if path.is_file())
