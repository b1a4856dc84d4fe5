"""What must stay true of the repository itself: fresh generated files, complete words, nothing of one machine in it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.core.management import call_command

from tests import services

ROOT = Path(settings.BASE_DIR)
APPS = ["petbuddy", "notifications", "accounts", "forms_builder", "adoption"]
# "needs_gettext" layers are named by the plugin; --strict-layers fails without them.
needs_gettext = pytest.mark.skipif(
    "Translations" in services.missing_layers(), reason="layer Translations: no xgettext"
)


def tracked_files():
    """Every file that a clone would have; everything but the known leftovers where git is not there."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
        listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
        return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]
    leftovers = {".venv", "var", "__pycache__", ".git", "node_modules", "static_root"}
    return [path for path in ROOT.rglob("*") if path.is_file() and not leftovers & set(path.parts)]


def text_of(path):
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def test_stylesheet_is_compiled_from_its_sources():
    call_command("build_css", check=True)


def test_no_file_names_a_package_index_or_a_place_on_one_machine():
    index = r"--(extra-)?index-url|--find-links|files\.pythonhosted\.org|pypi\.org/simple|registry\.npmjs\.org"
    place = r"(?<![\w.~$}/-])/(home|Users|work|root)/[a-z]"
    forbidden = re.compile(f"{index}|{place}")
    here = Path(__file__).resolve()

    found = {
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in tracked_files()
        if path.resolve() != here and "vendor" not in path.parts
        for match in forbidden.finditer(text_of(path))
    }

    assert found == set()


def test_production_settings_pass_the_deployment_check(tmp_path):
    secrets = {
        "SECRET_KEY": "k" * 25 + "0123456789abcdefghijklmnopq",
        "JWT_KEY": "j" * 64,
        "FIELD_KEYS": "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0MTI=",
    }
    places = {
        "PUBLIC_URL": "https://petbuddy.example",
        "DATABASE_URL": "mysql://petbuddy:secret@db.example/petbuddy",
        "REDIS_URL": "rediss://cache.example",
        "EMAIL_URL": "smtp+tls://user:secret@mail.example:587",
        "MEDIA_BUCKET": "media",
        "PRIVATE_BUCKET": "private",
        "MEDIA_CDN": "media.petbuddy.example",
        "VAR_DIR": str(tmp_path),
    }
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ} | secrets | places
    if "MariaDB" in services.missing_layers():
        pytest.skip("no mysqlclient")
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]

    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    assert (result.returncode, result.stderr) == (0, "")


# -- Words -------------------------------------------------------------------------------------------------------------
def catalog():
    return polib.pofile(str(ROOT / "locale" / "zh_Hant" / "LC_MESSAGES" / "django.po"))


def key(entry):
    return entry.msgctxt, entry.msgid, entry.msgid_plural or None


@pytest.fixture(scope="module")
def words_in_code(tmp_path_factory):
    """Every message of the code and the templates, as makemessages finds them, from a copy of the sources."""
    copy = tmp_path_factory.mktemp("words")
    for name in [*APPS, "templates"]:
        ignored = shutil.ignore_patterns("__pycache__", "*.jpg")
        shutil.copytree(ROOT / name, copy / name, ignore=ignored)
    (copy / "locale").mkdir()
    command = [sys.executable, "-m", "django", "makemessages", "-l", "zh_Hant", "--no-obsolete", "--no-wrap"]
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(command, cwd=copy, env=environment, check=True, capture_output=True)
    return polib.pofile(str(copy / "locale" / "zh_Hant" / "LC_MESSAGES" / "django.po"))


@needs_gettext
def test_every_word_is_there_in_chinese(words_in_code):
    translated = {key(entry) for entry in catalog().translated_entries() if "fuzzy" not in entry.flags}

    untranslated = [entry for entry in words_in_code if key(entry) not in translated]
    missing = sorted(f"{entry.occurrences[0][0]}: {entry.msgid}" for entry in untranslated)

    assert missing == []


def test_placeholders_are_the_same_in_both_languages():
    placeholder = re.compile(r"%\(\w+\)[sd]|\{\w*\}")

    different = [
        entry.msgid
        for entry in catalog()
        for text in [entry.msgstr, *entry.msgstr_plural.values()]
        if not set(placeholder.findall(text)) <= set(placeholder.findall(entry.msgid + entry.msgid_plural))
    ]

    assert different == []


def test_compiled_words_are_fresh():
    compiled = polib.mofile(str(ROOT / "locale" / "zh_Hant" / "LC_MESSAGES" / "django.mo"))

    def words(entries):
        return {(*key(entry), entry.msgstr, tuple(entry.msgstr_plural.values())) for entry in entries}

    assert words(compiled) == words(catalog().translated_entries())
