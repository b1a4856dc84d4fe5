"""Files and rows that lost each other: found in both directions, and the first kind removed."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts import file_removing
from accounts.models import FileRemoval
from accounts.services import file_removals
from adoption.services import photos, posts
from petbuddy import doctoring, due, orphans, pictures, storage
from petbuddy.storage_settings import storages
from tests.adoption.services.test_photo_places import stored
from tests.factories.adoption import PhotoFactory, PostFactory
from tests.petbuddy.test_storage import Environment

pytestmark = pytest.mark.django_db

LATER = timedelta(days=7, hours=1)


@pytest.fixture(params=["folders", "buckets"])
def places(request, settings, tmp_path):
    """Both kinds of storage; real files in each."""
    if request.param == "folders":
        values, var_dir = {}, tmp_path
    else:
        values, var_dir = request.getfixturevalue("s3_server").environment(), "unused"
    settings.STORAGES = settings.STORAGES | storages(Environment(values), var_dir)
    return tmp_path


def put(prefix, *, is_public=False, ext="webp"):
    """A file that no row names."""
    key = storage.new_key(prefix, ext)
    storage.save_bytes(storage.where(is_public=is_public), key, b"x", "image/webp")
    return key


def is_there(key, *, is_public=False):
    return storage.exists(storage.where(is_public=is_public), key)


def many_named(number=20):
    """So many uploads that rows name."""
    for _number in range(number):
        PhotoFactory(post=PostFactory(), state="ready", key=put("photos"))


def test_what_no_row_names_goes_after_a_week_and_the_rest_stays(places):
    many_named()
    public, hidden = stored(PostFactory(published=True)), stored(PostFactory())
    lost = [put("photos"), put("files"), put("incoming", ext="")]
    lost_in_public = put("photos", is_public=True)
    waiting = PhotoFactory(pending=True, incoming_key=put("incoming", ext=""))

    young = orphans.purge(timezone.now() + timedelta(days=6, hours=23))
    counted = orphans.purge(timezone.now() + LATER, dry_run=True)
    gone = orphans.purge(timezone.now() + LATER)

    assert (young, counted, gone) == (1, 3, 3)  # the raw upload went after its day
    assert not any(is_there(key) for key in lost)
    assert not is_there(lost_in_public, is_public=True)
    assert all(is_there(key, is_public=True) for key in pictures.keys(public))
    assert all(is_there(key) for key in pictures.keys(hidden))
    assert is_there(waiting.incoming_key)


def test_a_copy_on_the_wrong_side_is_nobodys(places):
    many_named()
    photo = stored(PostFactory())
    storage.save_bytes(storage.public_storage(), photo.key, b"x", "image/webp")

    gone = orphans.purge(timezone.now() + LATER)

    assert gone == 1
    assert (is_there(photo.key, is_public=True), is_there(photo.key)) == (False, True)


def test_rows_whose_file_is_gone_are_named_by_the_doctor(places):
    photo = stored(PostFactory(published=True))
    well = doctoring.lost_files()
    storage.delete(storage.public_storage(), photo.renditions[0]["key"])

    assert well == ""
    assert doctoring.lost_files() == f"1 that rows name are gone, such as {photo.renditions[0]['key']}"


def test_a_file_that_is_not_ours_is_left_alone(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | storages(Environment({}), tmp_path)
    other = tmp_path / "private" / "photos" / "note.txt"
    other.parent.mkdir(parents=True)
    other.write_text("kept by the operator")

    gone = orphans.purge(timezone.now() + LATER)

    assert (gone, other.exists()) == (0, True)


@pytest.mark.parametrize("number", [1, 30])
def test_the_wrong_database_removes_nothing_however_small_the_site(settings, tmp_path, number):
    settings.STORAGES = settings.STORAGES | storages(Environment({}), tmp_path)
    lost = [put("files") for _number in range(number)]

    with pytest.raises(orphans.TooManyOrphans, match=f"{number} of {number} uploads are named by no row"):
        orphans.purge(timezone.now() + LATER)

    assert all(is_there(key) for key in lost)


def test_a_fifth_of_all_uploads_may_go_and_no_more(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | storages(Environment({}), tmp_path)
    many_named(8)
    put("files")
    put("files")

    fifth = orphans.doubt(timezone.now() + LATER)
    put("files")

    assert fifth == ""
    assert orphans.doubt(timezone.now() + LATER) == "3 of 11 uploads are named by no row: is this the right database?"


def written(key, at):
    """Put the file's time back."""
    path = Path(storage.private_storage().path(key))
    os.utime(path, (at.timestamp(), at.timestamp()))


def test_a_database_that_does_not_know_a_day_removes_nothing_of_it(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | storages(Environment({}), tmp_path)
    many_named(40)
    now, day = timezone.now(), datetime(2026, 3, 5, 12, tzinfo=UTC)
    lost = [put("files") for _number in range(3)]
    for key in lost:
        written(key, day)

    with pytest.raises(orphans.TooManyOrphans, match=r"3 of 3 uploads of 2026-03-05 .* was an older database restored"):
        orphans.purge(now)

    assert all(is_there(key) for key in lost)


def test_a_few_of_a_day_go(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | storages(Environment({}), tmp_path)
    many_named(40)
    for key in [put("files"), put("files")]:
        written(key, datetime(2026, 3, 5, 12, tzinfo=UTC))

    assert orphans.purge(timezone.now()) == 2


def test_the_files_of_one_upload_are_one():
    base, at = storage.new_key("photos"), timezone.now()
    files = {f"{base}/{width}.webp": at for width in (240, 480)} | {storage.new_key("files", "pdf"): at}

    assert orphans._days(files) == {at.date(): 2}


def test_an_operator_who_has_looked_lets_them_go(settings, tmp_path, capsys):
    settings.STORAGES = settings.STORAGES | storages(Environment({}), tmp_path)
    key = put("files")
    written(key, timezone.now() - LATER)

    with pytest.raises(CommandError):
        call_command("purge")
    refused = capsys.readouterr().out
    call_command("purge", orphans=True, dry_run=True)
    counted = is_there(key)
    call_command("purge", orphans=True)

    assert "files that nobody names: 1 of 1 uploads are named by no row: is this the right database?" in refused
    assert "manage.py purge --orphans" in refused
    assert (counted, is_there(key)) == (True, False)


def test_the_doctor_says_so(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | storages(Environment({}), tmp_path)
    written(put("files"), timezone.now() - LATER)

    said = dict(doctoring.examinations())["files of nobody"]()

    assert said == "1 of 1 uploads are named by no row: is this the right database?"


def test_only_one_shard_is_in_memory(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | storages(Environment({}), tmp_path)
    keys = sorted(put("files") for _number in range(300))

    shards = [shard for _first, _last, shard in orphans._shards(storage.private_storage(), "files")]

    assert len(shards) == 256
    assert [key for shard in shards for key in shard] == keys
    assert max(len(shard) for shard in shards) < 12


def test_purge_counts_them_and_the_command_says_so(settings, tmp_path, capsys):
    settings.STORAGES = settings.STORAGES | storages(Environment({}), tmp_path)
    many_named()
    key = put("files")
    old = (timezone.now() - LATER).timestamp()
    os.utime(tmp_path / "private" / key, (old, old))

    call_command("purge", dry_run=True)

    assert "files that nobody names: 1" in capsys.readouterr().out
    assert is_there(key)


# -- What was promised to go -------------------------------------------------------------------------------------------
def test_a_removed_photo_goes_also_when_the_storage_was_away_at_that_moment(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | storages(Environment({}), tmp_path)
    post = PostFactory()
    photo = stored(post)
    names = pictures.keys(photo)
    hidden = tmp_path / "elsewhere"
    (tmp_path / "private").rename(hidden)
    (tmp_path / "private").write_text("a file where the folder should be")

    photos.remove(photo=photo, by=post.giver)
    file_removing.remove_due()
    waiting = FileRemoval.objects.count()
    (tmp_path / "private").unlink()
    hidden.rename(tmp_path / "private")
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        started = file_removals.restart()
        file_removing.remove_due()

    assert (waiting, started, FileRemoval.objects.count()) == (3, 3, 0)
    assert not any(is_there(key) for key in names)


def test_a_draft_takes_its_photos_along(places):
    post = PostFactory()
    names = pictures.keys(stored(post))

    posts.delete(post=post, by=post.giver)
    file_removing.remove_due()

    assert not any(is_there(key) for key in names)


def test_nothing_is_promised_when_the_change_is_taken_back(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | storages(Environment({}), tmp_path)
    post = PostFactory(published=True)
    photo = stored(post)

    with pytest.raises(photos.Conflict):
        photos.remove(photo=photo, by=post.giver)

    assert FileRemoval.objects.count() == 0


def test_the_sweep_asks_for_what_is_left():
    file_removals.promise([storage.new_key("files")])

    assert due.run_sweeps()["files to remove"] == 1
