"""A reported photo stays with the moderators when its giver takes it off the post; privately, and until its day."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts import file_removing
from adoption import evidence_files
from adoption.models import EvidencePhoto, Report
from adoption.personal_data import erasing
from adoption.selectors import moderation
from adoption.services import evidence, photos, trust
from notifications import refs
from petbuddy import doctoring, due, orphans, pictures, storage
from petbuddy.storage_settings import storages
from tests.adoption.services.test_photo_places import stored
from tests.factories.accounts import UserFactory, sign_in
from tests.factories.adoption import PostFactory
from tests.petbuddy.test_storage import Environment
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["folders", "buckets"])
def places(request, settings, tmp_path):
    """Both kinds of storage; real files in each."""
    if request.param == "folders":
        values, var_dir = {}, tmp_path
    else:
        values, var_dir = request.getfixturevalue("s3_server").environment(), "unused"
    settings.STORAGES = settings.STORAGES | storages(Environment(values), var_dir)


@pytest.fixture
def folders(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | storages(Environment({}), tmp_path)
    return tmp_path


def reported(**fields):
    """Two photos of a post; the post is reported. Returns (the report, the first photo)."""
    post = PostFactory(published=True, **fields)
    photo, _other = stored(post), stored(post)
    return trust.report(by=UserFactory(), thing=post, reason="money"), photo


def take_off(photo):
    photos.remove(photo=photo, by=photo.post.giver)


def work():
    """What the worker does next."""
    for row in evidence_files.due(timezone.now()):
        evidence_files.keep(row.pk)
    file_removing.remove_due()


def lie_there(keys):
    return [
        (key, is_public)
        for key in keys
        for is_public in (True, False)
        if storage.exists(storage.where(is_public=is_public), key)
    ]


def picture_for(person, photo):
    client = Client()
    if person is not None:
        sign_in(client, person)
    return client.get(f"/api/v1/photos/{photo.uid}/480/")


@pytest.mark.parametrize("is_private", [False, True])
def test_a_reported_photo_is_kept_privately_when_it_is_taken_off(places, is_private):
    made, photo = reported(private=is_private)

    take_off(photo)
    work()

    kept = EvidencePhoto.objects.get()
    assert lie_there(pictures.keys(photo)) == []
    assert lie_there([kept.key]) == [(kept.key, False)]
    assert storage.read_bytes(storage.private_storage(), kept.key) == b"picture"
    assert [each["kept"] for each in moderation.pictures_of(made)] == [kept, None]


def test_moderators_see_it_and_nobody_else(folders):
    made, photo = reported()
    take_off(photo)
    work()

    shown = picture_for(UserFactory(superuser=True), photo)

    people = [None, photo.post.giver, made.reporter, UserFactory()]
    assert shown.status_code == 302
    assert Client().get(shown["Location"]).content == b"picture"
    assert [picture_for(person, photo).status_code for person in people] == [404] * 4


def test_a_photo_that_no_report_shows_goes_as_a_whole(folders):
    made, _photo = reported()
    later = stored(refs.resolve(made.ref))

    take_off(later)
    work()

    assert (EvidencePhoto.objects.count(), lie_there(pictures.keys(later))) == (0, [])


def test_with_the_storage_away_it_is_kept_later(folders):
    _made, photo = reported()
    hidden = folders / "elsewhere"
    (folders / "private").mkdir(exist_ok=True)
    (folders / "private").rename(hidden)
    (folders / "private").write_text("a file where the folder should be")
    take_off(photo)
    work()
    waiting = EvidencePhoto.objects.get()

    (folders / "private").unlink()
    hidden.rename(folders / "private")
    EvidencePhoto.objects.update(next_try_at=None)
    work()

    assert (waiting.key, waiting.attempts, waiting.claimed_at) == ("", 1, None)
    assert EvidencePhoto.objects.get().key != ""


def test_the_sweep_finds_what_a_lost_message_left(folders, redis_server):
    redis_server.stop()
    _made, photo = reported()
    take_off(photo)
    redis_server.start()

    assert due.run_sweeps()["photos kept for reports"] == 1


def test_the_file_is_nobodys_neither_before_nor_after_it_is_copied(folders):
    _made, photo = reported()
    take_off(photo)
    file_removing.remove_due()
    later = timezone.now() + timedelta(days=8)
    before = orphans.purge(later, dry_run=True, is_sure=True)

    work()

    assert (before, orphans.purge(later, dry_run=True, is_sure=True)) == (0, 0)
    assert doctoring.lost_files() == ""


@pytest.mark.parametrize(("state", "left"), [("open", 1), ("answered", 0)])
def test_it_goes_on_its_day_unless_the_report_still_waits(folders, settings, state, left):
    made, photo = reported()
    take_off(photo)
    work()
    key = EvidencePhoto.objects.get().key
    Report.objects.filter(pk=made.pk).update(state=state)
    now = timezone.now()

    early = evidence.purge(now + timedelta(days=settings.EVIDENCE_DAYS - 1))
    counted = evidence.purge(now + timedelta(days=settings.EVIDENCE_DAYS), dry_run=True)
    gone = evidence.purge(now + timedelta(days=settings.EVIDENCE_DAYS))
    file_removing.remove_due()

    assert (early, counted, gone) == (0, 1 - left, 1 - left)
    assert (EvidencePhoto.objects.count(), len(lie_there([key]))) == (left, left)


@pytest.mark.parametrize("is_copied", [True, False])
def test_it_goes_with_the_account_of_its_giver(folders, is_copied):
    _made, photo = reported()
    take_off(photo)
    if is_copied:
        work()
    keys = [EvidencePhoto.objects.get().key or photo.key]

    erasing.erase(photo.post.giver)
    work()

    assert (EvidencePhoto.objects.count(), lie_there(keys)) == (0, [])


@pytest.mark.mariadb
@pytest.mark.django_db(transaction=True)
def test_a_report_and_a_removal_at_once_lose_no_photo(folders):
    rounds = [_at_once() for _round in range(5)]

    assert [(shown, kept) for shown, kept in rounds if shown != kept] == []


def _at_once():
    """(does the report show the photo, is it kept?)"""
    post, reporter = PostFactory(published=True), UserFactory()
    photo, _other = stored(post), stored(post)
    at_once(lambda: trust.report(by=reporter, thing=post, reason="money"), lambda: take_off(photo))
    shown = str(photo.uid) in Report.objects.get(reporter=reporter).evidence["photos"]
    return shown, EvidencePhoto.objects.filter(uid=photo.uid).exists()
