"""What we take from people, and the sentence they read when we do not."""

import hashlib
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.test import RequestFactory
from django.utils import timezone

from petbuddy import images, pictures, pipeline, storage, uploads
from petbuddy.errors import TooLarge, Unsupported
from petbuddy.models import StoredFile
from petbuddy.storage_settings import storages
from tests.petbuddy.pictures import photo, turned
from tests.petbuddy.test_storage import Environment


class Specimen(StoredFile):
    """A stored file of nobody's, to try the worker step on."""

    owner = models.ForeignKey(get_user_model(), models.DO_NOTHING, db_constraint=False, related_name="+")
    phash = models.CharField(max_length=16, blank=True)

    class Meta:
        app_label = "petbuddy"


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | storages(Environment({}), tmp_path)
    return tmp_path


def upload(content, name="cat.jpg", content_type="image/jpeg"):
    return SimpleUploadedFile(name, content, content_type)


def files(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


# -- accepting ---------------------------------------------------------------------------------------------------------


def test_a_photo_is_taken_with_the_type_of_its_content_not_of_its_name():
    content = photo()

    accepted = uploads.accept_image(upload(content, "cat.html", "text/html"))

    assert (accepted.mime, accepted.size, accepted.clean_name) == ("image/jpeg", len(content), "cat.html")
    assert accepted.sha256 == hashlib.sha256(content).hexdigest()
    assert accepted.file.read() == content


@pytest.mark.parametrize(
    ("content", "error", "code"),
    [
        (b"", uploads.EmptyUpload, "empty"),
        (b"just words", Unsupported, "not_an_image"),
        (b"GIF89a" + bytes(100), Unsupported, "unsupported"),
        (b"<svg onload='alert(1)'/>", Unsupported, "unsupported"),
        (b"%PDF-1.7\n", Unsupported, "not_an_image"),
    ],
)
def test_what_is_no_photo_is_refused_with_its_own_code(content, error, code):
    with pytest.raises(error) as refusal:
        uploads.accept_image(upload(content))

    assert refusal.value.code == code


def test_too_many_bytes_are_refused_with_both_numbers(settings):
    content = photo() + bytes(3 * 1024 * 1024)
    settings.UPLOAD_MAX_BYTES = 2 * 1024 * 1024

    with pytest.raises(TooLarge) as refusal:
        uploads.accept_image(upload(content))

    assert str(refusal.value) == "這個檔案 4 MB，最多 2 MB。換一個小一點的吧。"


def test_the_stated_size_is_not_believed():
    lying = upload(photo() + bytes(4096))
    lying.size = 10

    with pytest.raises(TooLarge):
        uploads.accept_image(lying, max_bytes=4096)


def test_a_file_question_takes_photo_and_pdf_and_nothing_else():
    assert uploads.accept_pdf_or_image(upload(photo())).mime == "image/jpeg"
    assert uploads.accept_pdf_or_image(upload(b"%PDF-1.7\n")).mime == "application/pdf"
    with pytest.raises(Unsupported):
        uploads.accept_pdf_or_image(upload(b"PK\3\4 a document"))


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("C:\\fake\\橘子.jpg", "橘子.jpg"),
        ("../../etc/passwd", "passwd"),
        ("cat\u202egpj.exe\r\n\0", "catgpj.exe"),
        ("a" * 300 + ".jpg", "a" * 116 + ".jpg"),
        ("  two   words .png ", "two words .png"),
        (None, ""),
    ],
)
def test_a_file_name_becomes_harmless_text(name, clean):
    assert uploads.clean_name(name) == clean


def test_a_raw_upload_is_put_aside_privately_without_an_ending(folders):
    content = photo()

    key = uploads.store_incoming(uploads.accept_image(upload(content, "cat.php")))

    assert key.startswith("incoming/")
    assert storage.KEY.fullmatch(key)
    assert files(folders) == [folders / "private" / key]
    assert (folders / "private" / key).read_bytes() == content


def multipart(content, name="photo"):
    return RequestFactory().post("/", {name: upload(content)})


def test_an_oversized_file_does_not_fill_the_disk_but_keeps_its_true_size(settings):
    settings.UPLOAD_MAX_BYTES = 100_000
    request = multipart(bytes(3_000_000))

    received = request.FILES["photo"]

    assert received.size == 3_000_000
    assert len(received.read()) < 300_000
    with pytest.raises(TooLarge):
        uploads.accept_image(received)


def test_a_request_beyond_fifty_megabytes_is_not_read_to_its_end(monkeypatch):
    monkeypatch.setattr("petbuddy.upload_handlers.REQUEST_BYTES", 200_000)

    request = multipart(bytes(3_000_000))

    assert "photo" not in request.FILES


# -- the worker step ---------------------------------------------------------------------------------------------------


def specimen(content=None, **fields):
    """A row whose raw upload waits for the worker."""
    content = photo(600, 400) if content is None else content
    key = uploads.store_incoming(uploads.Accepted(upload(content), "", len(content), "", ""))
    fields = {"mime": images.sniff(content) or "", "incoming_key": key, "owner_id": 1} | fields
    return Specimen.objects.create(**fields)


@pytest.mark.django_db
def test_a_photo_becomes_ready_and_its_raw_upload_goes(folders):
    row = specimen(turned(6))

    done = pipeline.process(Specimen, row.pk, private=False, is_public=True)

    assert (done.state, done.width, done.height, done.mime) == ("ready", 640, 400, "image/webp")
    assert (done.incoming_key, done.claimed_at, len(done.colour), len(done.phash)) == ("", None, 7, 16)
    assert [each["width"] for each in done.renditions] == [240, 360, 480, 640, 640]
    assert [each["mime"] for each in done.renditions] == ["image/webp"] * 4 + ["image/jpeg"]
    assert done.key == done.renditions[3]["key"]
    assert files(folders) == sorted(folders / "media" / key for key in pictures.keys(done))
    assert pictures.at_least(done, 300)["width"] == 360
    assert pictures.at_least(done, 5000)["width"] == 640


@pytest.mark.django_db
def test_a_private_photo_never_touches_the_public_folder(folders):
    done = pipeline.process(Specimen, specimen().pk, private=True)

    assert [each["width"] for each in done.renditions] == [480, 600]
    assert files(folders / "media") == []
    assert len(files(folders / "private")) == 2


@pytest.mark.django_db
def test_running_twice_does_no_harm(folders):
    row = specimen()
    pipeline.process(Specimen, row.pk, private=False, is_public=True)
    before = files(folders)

    again = pipeline.process(Specimen, row.pk, private=False, is_public=True)

    assert (again.state, again.attempts) == ("ready", 1)
    assert files(folders) == before


@pytest.mark.django_db
def test_a_damaged_photo_is_rejected_with_its_reason_and_leaves_no_file(folders):
    content = photo()

    done = pipeline.process(Specimen, specimen(content[: len(content) // 3]).pk, private=False, is_public=True)

    assert (done.state, done.reason, done.key, done.incoming_key) == ("rejected", "corrupt", "", "")
    assert files(folders) == []


@pytest.mark.django_db
def test_a_pdf_is_kept_as_it_is_privately(folders):
    done = pipeline.process(Specimen, specimen(b"%PDF-1.7\nwords", mime="application/pdf").pk, private=True)

    assert (done.state, done.bytes, done.renditions) == ("ready", 14, [])
    assert done.key.endswith(".pdf")
    assert files(folders) == [folders / "private" / done.key]


@pytest.mark.django_db
def test_what_calls_itself_pdf_and_is_none_is_rejected():
    done = pipeline.process(Specimen, specimen(b"MZ program", mime="application/pdf").pk, private=True)

    assert (done.state, done.reason) == ("rejected", "corrupt")


@pytest.mark.django_db
def test_a_storage_that_is_away_puts_the_row_back_for_later(folders):
    row = specimen()
    (folders / "media").write_text("in the way")

    waiting = pipeline.process(Specimen, row.pk, private=False, is_public=True)

    seconds = (waiting.next_try_at - timezone.now()).total_seconds()
    assert (waiting.state, waiting.attempts, waiting.claimed_at) == ("pending", 1, None)
    assert 10 < seconds < 20
    assert waiting.incoming_key == row.incoming_key
    assert pipeline.due(Specimen) == []

    (folders / "media").unlink()
    Specimen.objects.update(next_try_at=timezone.now() - timedelta(seconds=1))
    assert pipeline.due(Specimen) == [row.pk]
    assert pipeline.process(Specimen, row.pk, private=False, is_public=True).state == "ready"


@pytest.mark.django_db
def test_a_storage_that_stays_away_ends_the_waiting(folders):
    row = specimen(attempts=pipeline.MAX_ATTEMPTS - 1)
    (folders / "media").write_text("in the way")

    done = pipeline.process(Specimen, row.pk, private=False, is_public=True)

    assert (done.state, done.reason) == ("rejected", "failed")


@pytest.mark.django_db
def test_a_raw_upload_that_is_gone_is_said_not_retried():
    row = specimen()
    storage.delete(storage.private_storage(), row.incoming_key)

    done = pipeline.process(Specimen, row.pk, private=False, is_public=True)

    assert (done.state, done.reason) == ("rejected", "failed")


@pytest.mark.django_db
def test_a_row_in_other_hands_is_left_alone():
    row = specimen(claimed_at=timezone.now() - timedelta(seconds=80), attempts=1)

    left = pipeline.process(Specimen, row.pk, private=False, is_public=True)

    assert (left.state, left.attempts) == ("pending", 1)
    assert pipeline.due(Specimen) == []


@pytest.mark.django_db
def test_a_picture_that_kills_its_worker_is_tried_three_times_and_no_more():
    row = specimen()
    runs = 0

    while runs < 10 and (claimed := pipeline._claim(Specimen, row.pk)):
        runs += 1
        Specimen.objects.filter(pk=claimed.pk).update(claimed_at=timezone.now() - timedelta(seconds=91))  # and it died

    row.refresh_from_db()
    assert (runs, row.state, row.reason) == (3, "rejected", "crashed")


@pytest.mark.django_db
def test_a_worker_that_lost_its_claim_changes_nothing_and_leaves_no_file(folders):
    row = specimen()
    slow = pipeline._claim(Specimen, row.pk)
    Specimen.objects.update(claimed_at=timezone.now() - timedelta(seconds=91))
    fast = pipeline.process(Specimen, row.pk, private=False, is_public=True)
    before = files(folders)

    kept = pipeline._keep_picture(slow, images.render(photo()), private=False, is_public=True)

    assert kept is None
    row.refresh_from_db()
    assert (row.key, files(folders)) == (fast.key, before)


@pytest.mark.django_db
def test_a_row_deleted_meanwhile_leaves_no_file(folders):
    row = pipeline._claim(Specimen, specimen().pk)
    Specimen.objects.all().delete()

    pipeline._work(row, private=False, is_public=True)

    assert files(folders / "media") == []
    assert pipeline.process(Specimen, row.pk, private=False, is_public=True) is None


@pytest.mark.django_db
def test_a_raw_upload_left_behind_is_swept():
    row = specimen(state="ready", key="photos/x.webp")

    assert pipeline.due(Specimen) == [row.pk]
    assert pipeline.process(Specimen, row.pk, private=False, is_public=True).incoming_key == ""
    assert pipeline.due(Specimen) == []


@pytest.mark.django_db
def test_removing_a_file_removes_every_rendition_and_the_raw_upload(folders):
    done = pipeline.process(Specimen, specimen().pk, private=False, is_public=True)
    waiting = specimen()

    pipeline.remove_files(done, private=False)
    pipeline.remove_files(waiting, private=False)

    assert files(folders) == []
