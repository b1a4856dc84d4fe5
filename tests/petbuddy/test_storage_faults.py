"""A storage that is slow, broken, away or full: people are told soon, nothing is half kept, and it heals by itself."""

import resource
import socket
import threading
import time
from contextlib import contextmanager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from adoption.models import Photo, Post
from petbuddy import breaker, storage
from petbuddy.breaker import Breaker
from petbuddy.storage_settings import storages
from tests.factories.accounts import UserFactory, api, sign_in
from tests.factories.adoption import PhotoFactory, PostFactory, district
from tests.petbuddy.pictures import photo as jpeg
from tests.petbuddy.test_storage import Environment

pytestmark = pytest.mark.django_db

SLOW = "slow"  # takes the request and never answers
BROKEN = "broken"  # 500 for everything
AWAY = "away"  # nobody listens
REFUSED = "cat.jpg: 我們這邊暫時連不上，請稍後再試。"


class Door:
    """A TCP server that behaves as badly as it is told to."""

    def __init__(self, how):
        self.calls, self.open = 0, []
        self.server = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.server.getsockname()[1]}"
        self.how = how
        if how == AWAY:
            self.server.close()
        else:
            threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                client, _address = self.server.accept()
            except OSError:
                return
            self.calls += 1
            self.open.append(client)
            if self.how == BROKEN:
                client.recv(65536)
                client.sendall(b"HTTP/1.1 500 Broken\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                client.close()

    def close(self):
        self.server.close()
        for client in self.open:
            client.close()


@pytest.fixture(params=[SLOW, BROKEN, AWAY])
def bad_bucket(request, settings):
    """Both buckets behind a server that fails in this way."""
    door = Door(request.param)
    values = {"MEDIA_BUCKET": "media", "PRIVATE_BUCKET": "private", "S3_ENDPOINT_URL": door.url}
    settings.STORAGES = settings.STORAGES | storages(Environment(values), "unused")
    yield door
    door.close()


@pytest.fixture
def folders(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | storages(Environment({}), tmp_path)
    return tmp_path


@contextmanager
def no_room_beyond(size):
    """The operating system refuses to write any file of this process beyond `size` bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def upload():
    return SimpleUploadedFile("cat.jpg", jpeg(), "image/jpeg")


def test_nobody_waits_for_a_bucket_more_than_five_seconds(bad_bucket):
    store = storage.private_storage()
    assert store.connection  # made once a process, not part of the call
    begun = time.monotonic()

    with pytest.raises(storage.StorageUnavailable):
        storage.save_bytes(store, storage.new_key("files"), b"x", "image/webp")

    assert time.monotonic() - begun < 5


def test_an_upload_is_refused_and_the_words_are_kept(bad_bucket, client):
    sign_in(client, UserFactory())
    typed = {"name": "橘子", "species": "cat", "story": "牠很親人。", "district": district().code, "do": "save"}

    response = client.post("/pets/new/", {**typed, "photos": upload()}, follow=True)

    post = Post.objects.get()
    assert response.status_code == 200
    assert REFUSED in [str(said) for said in response.context["messages"]]
    assert (post.story, post.photos.count()) == ("牠很親人。", 0)


def test_the_api_says_503_and_keeps_no_row(bad_bucket):
    post = PostFactory()

    answer = api(post.giver).post(f"/api/v1/posts/{post.uid}/photos/", {"file": upload()}, format="multipart")

    assert (answer.status_code, answer.data["code"], Photo.objects.count()) == (503, "unavailable", 0)


def test_pages_and_api_ask_no_bucket(bad_bucket, client):
    photo = PhotoFactory(post__published=True, is_cover=True)
    hidden = PhotoFactory(post__published=True, post__private=True)

    answers = [client.get(path).status_code for path in ("/", "/pets/", photo.post.get_absolute_url())]
    sign_in(client, hidden.post.giver)
    answers += [client.get(path).status_code for path in ("/me/posts/", hidden.post.get_absolute_url())]
    answers.append(client.get(f"/api/v1/photos/{hidden.uid}/240/").status_code)

    assert answers == [200, 200, 200, 200, 200, 302]
    assert bad_bucket.calls == 0


def test_after_a_few_failures_nobody_waits_any_more(bad_bucket):
    store = storage.private_storage()
    for _try in range(breaker.FAILURES):
        with pytest.raises(storage.StorageUnavailable):
            storage.save_bytes(store, storage.new_key("files"), b"x", "image/webp")
    calls, begun = bad_bucket.calls, time.monotonic()

    with pytest.raises(storage.StorageUnavailable):
        storage.save_bytes(store, storage.new_key("files"), b"x", "image/webp")

    assert time.monotonic() - begun < 0.1
    assert bad_bucket.calls == calls


def test_a_bucket_that_answers_again_is_used_again(s3_server, settings, monkeypatch):
    settings.STORAGES = settings.STORAGES | storages(Environment(s3_server.environment()), "unused")
    store, key = storage.private_storage(), storage.new_key("files", "webp")
    for _try in range(breaker.FAILURES):
        store.breaker.failed()
    with pytest.raises(storage.StorageUnavailable):
        storage.save_bytes(store, key, b"x", "image/webp")
    monkeypatch.setattr(store.breaker, "_resting_until", time.monotonic())

    storage.save_bytes(store, key, b"x", "image/webp")

    assert storage.read_bytes(store, key) == b"x"
    assert not store.breaker.is_resting()


def test_a_file_that_is_not_there_is_no_failure_of_the_bucket(s3_server, settings):
    settings.STORAGES = settings.STORAGES | storages(Environment(s3_server.environment()), "unused")
    store = storage.private_storage()

    for _try in range(breaker.FAILURES + 1):
        with pytest.raises(storage.FileMissing):
            storage.read_bytes(store, storage.new_key("files", "webp"))

    assert not store.breaker.is_resting()


def test_when_the_rest_is_over_one_caller_tries_and_the_others_wait_for_her(monkeypatch):
    one = Breaker()
    for _try in range(breaker.FAILURES):
        one.failed()
    resting = one.is_resting()
    monkeypatch.setattr(one, "_resting_until", time.monotonic())

    tries = [one.is_resting(), one.is_resting()]

    assert (resting, tries) == (True, [False, True])


def test_a_full_disk_keeps_no_half_file(folders):
    store, key = storage.private_storage(), storage.new_key("files", "webp")

    with no_room_beyond(65_536), pytest.raises(storage.StorageUnavailable):
        storage.save_bytes(store, key, b"x" * 100_000, "image/webp")

    assert not store.exists(key)
    storage.save_bytes(store, key, b"x" * 100_000, "image/webp")
    assert len(storage.read_bytes(store, key)) == 100_000


def test_no_room_for_the_upload_itself_loses_only_the_file(folders, client):
    sign_in(client, UserFactory())
    typed = {"name": "橘子", "species": "cat", "story": "牠很親人。", "district": district().code, "do": "save"}
    large = SimpleUploadedFile("cat.jpg", jpeg() + b"\0" * 200_000, "image/jpeg")

    with no_room_beyond(65_536):
        response = client.post("/pets/new/", {**typed, "photos": large}, follow=True)

    post = Post.objects.get()
    assert REFUSED in [str(said) for said in response.context["messages"]]
    assert (post.story, post.photos.count()) == ("牠很親人。", 0)
    assert [path for path in folders.rglob("*") if path.is_file()] == []


def test_no_room_over_the_api_is_503_without_a_row(folders):
    post = PostFactory()
    large = SimpleUploadedFile("cat.jpg", jpeg() + b"\0" * 200_000, "image/jpeg")

    with no_room_beyond(65_536):
        answer = api(post.giver).post(f"/api/v1/posts/{post.uid}/photos/", {"file": large}, format="multipart")

    assert (answer.status_code, Photo.objects.count()) == (503, 0)
