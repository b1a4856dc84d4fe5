"""Files get names that nobody can guess and addresses that last exactly as long as they should."""

import json
import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import environ
import pytest
import requests
import time_machine
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import storages as aliases
from django.utils import timezone

from petbuddy import storage
from petbuddy.storage_settings import storages
from tests.factories.adoption import PhotoFactory


class Environment(environ.Env):
    """Reads a given dict instead of the process's environment."""

    def __init__(self, values):
        super().__init__()
        self.ENVIRON = values


@pytest.fixture
def local_storage(settings, tmp_path):
    """The embedded default: two folders."""
    settings.STORAGES = settings.STORAGES | storages(Environment({}), tmp_path)
    return tmp_path


@pytest.fixture
def bucket_storage(settings, s3_server):
    """Two buckets behind real HTTP."""
    settings.STORAGES = settings.STORAGES | storages(Environment(s3_server.environment()), "unused")
    return s3_server


def test_a_key_is_random_sharded_and_of_lower_case_hex():
    first, second = storage.new_key("photos"), storage.new_key("files", "pdf")

    assert re.fullmatch(r"photos/([0-9a-f]{2})/\1[0-9a-f]{30}", first)
    assert storage.KEY.fullmatch(second)
    assert storage.new_key("photos") != first


def test_a_file_is_stored_read_and_deleted(local_storage):
    key = storage.new_key("photos", "webp")

    saved = storage.save_bytes(storage.public_storage(), key, b"picture", "image/webp")

    assert saved == key
    assert storage.read_bytes(storage.public_storage(), key) == b"picture"
    storage.delete(storage.public_storage(), key)
    storage.delete(storage.public_storage(), key)
    with pytest.raises(storage.FileMissing):
        storage.read_bytes(storage.public_storage(), key)


def test_private_files_are_readable_by_the_server_alone(local_storage):
    key = storage.new_key("files", "webp")

    storage.save_bytes(storage.private_storage(), key, b"picture", "image/webp")

    path = local_storage / "private" / key
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_storage_out_of_reach_is_one_clear_error(local_storage):
    (local_storage / "media").write_text("a file where the folder should be")

    with pytest.raises(storage.StorageUnavailable):
        storage.save_bytes(storage.public_storage(), storage.new_key("photos"), b"x", "image/webp")


@pytest.mark.django_db
def test_a_public_photo_is_served_with_a_fixed_type_for_ever(local_storage, client):
    key = storage.new_key("photos") + "/480.webp"
    rendition = {"key": key, "width": 480, "height": 480, "mime": "image/webp", "bytes": 20}
    PhotoFactory(post__published=True, renditions=[rendition], key=key)
    storage.save_bytes(storage.public_storage(), key, b"<html>not really</html>", "image/webp")

    response = client.get(storage.public_url(key))

    assert storage.public_url(key) == f"/media/{key}"
    assert response.content == b"<html>not really</html>"
    assert response["Content-Type"] == "image/webp"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "public, max-age=31536000, s-maxage=60, immutable"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.cookies == {}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    ["../private/x.webp", "photos/../../secrets/jwt_key.txt", "photos/", "photos/aa/%00", "photos/aa/" + "a" * 32],
)
def test_no_other_path_is_served(local_storage, client, path):
    (local_storage / "secrets").mkdir()
    (local_storage / "secrets" / "jwt_key.txt").write_text("hush")

    assert client.get(f"/media/{path}").status_code == 404


def test_a_private_link_works_for_sixty_seconds(local_storage, client):
    key = storage.new_key("files", "webp")
    storage.save_bytes(storage.private_storage(), key, b"picture", "image/webp")
    now = timezone.now()

    with time_machine.travel(now, tick=False):
        link = storage.private_link(key, "my cat.heic")
    with time_machine.travel(now + timedelta(seconds=59), tick=False):
        response = client.get(link)
    with time_machine.travel(now + timedelta(seconds=62), tick=False):
        late = client.get(link)

    assert response.content == b"picture"
    assert response["Content-Type"] == "image/webp"
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"] == "inline; filename=\"my_cat.webp\"; filename*=UTF-8''my%20cat.webp"
    assert late.status_code == 404


def test_a_forged_private_link_is_no_link(local_storage, client):
    key = storage.new_key("files", "webp")
    storage.save_bytes(storage.private_storage(), key, b"picture", "image/webp")
    link = storage.private_link(key)

    assert client.get(link[:-2] + ("a/" if link[-2] != "a" else "b/")).status_code == 404
    assert client.get(f"/media/{key}").status_code == 404
    assert client.post(link).status_code == 405


def test_a_pdf_is_saved_never_shown_whatever_its_name_says(local_storage, client):
    key = storage.new_key("files", "pdf")
    storage.save_bytes(storage.private_storage(), key, b"%PDF-1.7", "application/pdf")

    response = client.get(storage.private_link(key, '證明"\r\n.html'))

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == (
        "attachment; filename=\"_____.pdf\"; filename*=UTF-8''%E8%AD%89%E6%98%8E%22%0D%0A.pdf"
    )


def test_the_buckets_keep_type_and_caching_and_no_access_list(bucket_storage):
    public, private = storage.new_key("photos") + "/480.webp", storage.new_key("files", "pdf")

    storage.save_bytes(storage.public_storage(), public, b"picture", "image/webp")
    storage.save_bytes(storage.private_storage(), private, b"%PDF-1.7", "application/pdf")

    client = bucket_storage.client()
    shown = client.head_object(Bucket=bucket_storage.media_bucket, Key=public)
    hidden = client.head_object(Bucket=bucket_storage.private_bucket, Key=private)
    assert (shown["ContentType"], shown["CacheControl"]) == (
        "image/webp",
        "public, max-age=31536000, s-maxage=60, immutable",
    )
    assert (hidden["ContentType"], hidden["CacheControl"]) == ("application/pdf", "private, no-store")
    assert storage.public_url(public) == f"{bucket_storage.url}/{bucket_storage.media_bucket}/{public}"
    grants = client.get_object_acl(Bucket=bucket_storage.media_bucket, Key=public)["Grants"]
    assert [grant["Permission"] for grant in grants] == ["FULL_CONTROL"]  # the owner's own, and nobody else's


def test_a_bucket_is_read_and_emptied(bucket_storage):
    key = storage.new_key("incoming")
    storage.save_bytes(storage.private_storage(), key, b"raw", "application/octet-stream")

    content = storage.read_bytes(storage.private_storage(), key)
    storage.delete(storage.private_storage(), key)

    assert content == b"raw"
    with pytest.raises(storage.FileMissing):
        storage.read_bytes(storage.private_storage(), key)


def test_a_private_bucket_file_needs_the_signed_link(bucket_storage):
    key = storage.new_key("files", "pdf")
    storage.save_bytes(storage.private_storage(), key, b"%PDF-1.7", "application/pdf")

    link = storage.private_link(key, "papers.pdf")
    answer = requests.get(link, timeout=5)

    query = parse_qs(urlsplit(link).query)
    assert query["X-Amz-Expires"] == ["60"]
    assert query["X-Amz-Algorithm"] == ["AWS4-HMAC-SHA256"]
    assert answer.content == b"%PDF-1.7"
    assert answer.headers["Content-Disposition"] == "attachment; filename=\"papers.pdf\"; filename*=UTF-8''papers.pdf"
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_the_local_views_serve_nothing_of_a_bucket(bucket_storage, client):
    key = storage.new_key("photos") + "/480.webp"
    storage.save_bytes(storage.public_storage(), key, b"picture", "image/webp")

    assert client.get(f"/media/{key}").status_code == 404


def test_a_bucket_that_is_away_is_given_up_soon(settings, unused_tcp_port_url):
    values = {"MEDIA_BUCKET": "a", "PRIVATE_BUCKET": "b", "S3_ENDPOINT_URL": unused_tcp_port_url}
    settings.STORAGES = settings.STORAGES | storages(Environment(values), "unused")

    config = storage.public_storage().client_config

    assert (config.connect_timeout, config.read_timeout, config.retries["total_max_attempts"]) == (1, 1.75, 2)
    with pytest.raises(storage.StorageUnavailable):
        storage.save_bytes(storage.public_storage(), storage.new_key("photos"), b"x", "image/webp")
    with pytest.raises(storage.StorageUnavailable):
        storage.read_bytes(storage.private_storage(), storage.new_key("photos"))


@pytest.fixture
def unused_tcp_port_url():
    """An address at which nobody listens."""
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    return f"http://127.0.0.1:{port}"


def test_a_cdn_gives_public_addresses_and_signed_private_ones(settings):
    key = rsa.generate_private_key(65537, 2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    ).decode()
    values = {
        "MEDIA_BUCKET": "a",
        "PRIVATE_BUCKET": "b",
        "MEDIA_CDN": "cdn.example.org",
        "PRIVATE_CDN": "private.example.org",
        "CF_KEY_ID": "K123",
        "CF_KEY": pem.replace("\n", "\\n"),
    }
    settings.STORAGES = settings.STORAGES | storages(Environment(values), "unused")

    link = storage.private_link("files/aa/" + "a" * 32 + ".pdf", "papers.pdf")

    assert storage.public_url("photos/x.webp") == "https://cdn.example.org/photos/x.webp"
    address, query = urlsplit(link), parse_qs(urlsplit(link).query)
    assert address.netloc == "private.example.org"
    assert query["Key-Pair-Id"] == ["K123"]
    assert query["response-content-type"] == ["application/pdf"]
    assert 0 < int(query["Expires"][0]) - timezone.now().timestamp() <= 60
    until = {"DateLessThan": {"AWS:EpochTime": int(query["Expires"][0])}}
    statement = {"Resource": link.split("&Expires=")[0], "Condition": until}
    policy = json.dumps({"Statement": [statement]}, separators=(",", ":"))
    key.public_key().verify(signature(query["Signature"][0]), policy.encode(), padding.PKCS1v15(), hashes.SHA1())


def signature(text):
    import base64

    return base64.b64decode(text.translate(str.maketrans("-_~", "+=/")))


@pytest.mark.parametrize(
    "values",
    [
        {"MEDIA_BUCKET": "a"},
        {"PRIVATE_BUCKET": "b"},
        {"MEDIA_BUCKET": "a", "PRIVATE_BUCKET": "a"},
        {"MEDIA_BUCKET": "a", "PRIVATE_BUCKET": "b", "PRIVATE_CDN": "private.example.org"},
    ],
)
def test_half_a_configuration_refuses_to_start(values, tmp_path):
    with pytest.raises(ImproperlyConfigured):
        storages(Environment(values), tmp_path)


def test_two_folders_are_the_default(tmp_path, settings):
    settings.STORAGES = settings.STORAGES | storages(Environment({"MEDIA_ROOT": str(tmp_path / "m")}), tmp_path)

    assert aliases["default"].location == str(tmp_path / "m")
    assert aliases["private"].location == str(tmp_path / "private")
