"""Fixtures that every test may ask for: the real servers beside the database."""

import socket
import threading
from email import message_from_bytes, policy

import pytest
from django.core.cache import cache

from accounts import context
from accounts.services import limits
from petbuddy import public_cache
from tests import services


@pytest.fixture(autouse=True)
def _fresh_cache(request):
    """No test sees what another one cached, or where it came from; a Redis that a test stopped or froze runs again."""
    yield
    services.running.redis.ensure()
    cache.clear()
    limits.forget_faults()
    context.leave()
    public_cache.forget()


@pytest.fixture
def redis_server():
    """The private Redis, to be stopped, killed, frozen and started again by tests of faults."""
    yield services.running.redis
    services.running.redis.ensure()


class S3Server:
    """A real S3 interface on loopback, with the two buckets that the product writes to."""

    media_bucket, private_bucket = "petbuddy-media", "petbuddy-private"

    def __init__(self, url):
        self.url = url

    def client(self):
        """A boto3 client of this server."""
        import boto3
        from botocore.config import Config

        return boto3.client("s3", endpoint_url=self.url, config=Config(s3={"addressing_style": "path"}))

    def environment(self):
        """What the settings would read to use this server."""
        return {
            "MEDIA_BUCKET": self.media_bucket,
            "PRIVATE_BUCKET": self.private_bucket,
            "S3_ENDPOINT_URL": self.url,
        }


@pytest.fixture(scope="session")
def _s3_process():
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield S3Server(f"http://{host}:{port}")
    server.stop()


@pytest.fixture
def s3_server(_s3_process):
    """An S3 server with two empty buckets, over real HTTP."""
    client = _s3_process.client()
    where = {"LocationConstraint": client.meta.region_name}
    buckets = (_s3_process.media_bucket, _s3_process.private_bucket)
    for bucket in buckets:
        client.create_bucket(Bucket=bucket, CreateBucketConfiguration=where)
    yield _s3_process
    for bucket in buckets:
        for item in client.list_objects_v2(Bucket=bucket).get("Contents", []):
            client.delete_object(Bucket=bucket, Key=item["Key"])
        client.delete_bucket(Bucket=bucket)


class MailServer:
    """Keeps every mail that reaches it; `refuse` makes it answer an address with an SMTP error instead."""

    def __init__(self):
        self.messages, self.refuse = [], {}
        self._came = threading.Condition()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        message = message_from_bytes(envelope.content, policy=policy.default)
        message.recipients = list(envelope.rcpt_tos)
        with self._came:
            self.messages.append(message)
            self._came.notify_all()
        return "250 OK"

    def wait(self, address, words, seconds=20):
        """The newest mail to `address` with `words` in its subject, as soon as it is there."""

        def found():
            to = (mail for mail in reversed(self.messages) if address in mail.recipients)
            return next((mail for mail in to if words in mail["Subject"]), None)

        with self._came:
            mail = self._came.wait_for(found, seconds)
        assert mail is not None, [(each.recipients, each["Subject"]) for each in self.messages]
        return mail


@pytest.fixture(scope="session")
def _mail_process():
    from aiosmtpd.controller import Controller

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    inbox = MailServer()
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    inbox.host, inbox.port = "127.0.0.1", port
    yield inbox
    controller.stop()


@pytest.fixture
def mail_server(_mail_process, settings):
    """A real SMTP server, empty, to which Django's mail goes for this test: `mail_server.messages`."""
    _mail_process.messages.clear()
    _mail_process.refuse.clear()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = _mail_process.host, _mail_process.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    return _mail_process
