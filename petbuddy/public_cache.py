"""Answers that are the same for everybody, kept as bytes at two levels: this process's memory, and Redis behind it.

Whatever is kept belongs to a topic and to the topic's version. A change bumps the version after its commit, so what was
kept before is never found again: at once in this process, within VERSION_SECONDS in the others. Without Redis nothing
is kept and nothing fails. Only what a view names as public comes here: nothing personal, no token, no cookie.
"""

import hashlib
import logging
import secrets
import threading
import time
from collections import OrderedDict
from typing import NamedTuple

from django.db import transaction
from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django_redis import get_redis_connection
from redis.exceptions import RedisError

logger = logging.getLogger("petbuddy.public_cache")

VERSION_SECONDS = 1.0  # how long a process believes the version that it read
ENTRY_SECONDS = 60  # at each level; a version that was never bumped (a killed server) does no harm for longer
KEPT_IN_PROCESS = 512
REST_SECONDS = 5.0  # after Redis failed, this long nobody asks it again
LOCK_SECONDS = 5
WAIT_SECONDS = 0.6  # how long a second visitor waits for the first one's answer before making her own
PREFIX = "pb:public"
CACHE_CONTROL = "public, max-age=3"


class Entry(NamedTuple):
    body: bytes
    etag: str


class _Version(NamedTuple):
    value: str
    read_at: float


class _Memory:
    """The first level: the newest entries of this process, and the versions that it read."""

    def __init__(self):
        self.lock = threading.Lock()
        self.entries = OrderedDict()
        self.versions = {}
        self.redis_rests_until = 0.0
        self.unsaid = set()  # topics whose new version Redis has not heard of: nothing is kept for them until it has

    def get(self, key):
        with self.lock:
            entry, kept_until = self.entries.get(key, (None, 0))
            if entry is None or time.monotonic() > kept_until:
                return None
            self.entries.move_to_end(key)
            return entry

    def put(self, key, entry):
        with self.lock:
            self.entries[key] = (entry, time.monotonic() + ENTRY_SECONDS)
            while len(self.entries) > KEPT_IN_PROCESS:
                self.entries.popitem(last=False)


_memory = _Memory()


def forget():
    """Empty this process's level (tests; a process that was just forked)."""
    _memory.__init__()


def fetch(topic, key, make):
    """The Entry of `key`, made by `make()` -> bytes if nobody has it. Two visitors at once make it once."""
    version = _version(topic)
    if version is None:
        return _entry(make())
    full = f"{PREFIX}:{topic}:{version}:{hashlib.blake2b(key.encode(), digest_size=16).hexdigest()}"
    entry = _memory.get(full)
    if entry is None:
        entry = _from_redis(full, make)
        _memory.put(full, entry)
    return entry


def bump(*topics):
    """What was kept for these topics is out of date: said after the commit, by the service that changed it."""
    transaction.on_commit(lambda: _bump(topics), robust=True)


def answer(request, entry, content_type):
    """200 with the bytes, or 304 where the visitor has them already."""
    etag = quote_etag(entry.etag)
    response = get_conditional_response(request, etag=etag)
    if response is None or response.status_code != 304:
        response = HttpResponse(entry.body, content_type=content_type)
    response["ETag"] = etag
    response["Cache-Control"] = CACHE_CONTROL
    return response


def _entry(body):
    return Entry(body, hashlib.blake2b(body, digest_size=12).hexdigest())


def _bump(topics):
    for topic in topics:
        _memory.versions.pop(topic, None)
        if _ask_redis(lambda redis, topic=topic: redis.set(_version_key(topic), secrets.token_hex(8))):
            _memory.unsaid.discard(topic)
        else:
            _memory.unsaid.add(topic)


def _version(topic):
    """The topic's version, or None where Redis is away: then nothing is kept."""
    if topic in _memory.unsaid:
        _bump([topic])
        if topic in _memory.unsaid:
            return None
    now = time.monotonic()
    known = _memory.versions.get(topic)
    if known is not None and now - known.read_at < VERSION_SECONDS:
        return known.value
    found = _ask_redis(lambda redis: _read_version(redis, _version_key(topic)))
    if found is None:
        _memory.versions.pop(topic, None)
    else:
        _memory.versions[topic] = _Version(found, now)
    return found


def _read_version(redis, key):
    """Versions are random, so that a Redis which lost everything cannot bring an old one back."""
    found = redis.get(key)
    if found is None:
        redis.set(key, secrets.token_hex(8), nx=True)
        found = redis.get(key)
    return found.decode()


def _version_key(topic):
    return f"{PREFIX}:version:{topic}"


def _from_redis(full, make):
    body = _ask_redis(lambda redis: redis.get(full))
    if body is not None:
        return _entry(body)
    if _ask_redis(lambda redis: redis.set(f"{full}:lock", b"1", nx=True, ex=LOCK_SECONDS)):
        try:
            # Whoever held the lock a moment ago may have made it between our look and our turn.
            body = _ask_redis(lambda redis: redis.get(full))
            if body is None:
                body = make()
                _ask_redis(lambda redis: redis.set(full, body, ex=ENTRY_SECONDS))
        finally:
            _ask_redis(lambda redis: redis.delete(f"{full}:lock"))
        return _entry(body)
    return _entry(_wait_for(full) or make())


def _wait_for(full):
    """Another visitor is making it: look a few times before doing the work again."""
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        time.sleep(0.02)
        body = _ask_redis(lambda redis: redis.get(full))
        if body is not None:
            return body
    return None


def _ask_redis(question):
    """The answer of Redis, or None while it is away; a Redis that hangs costs one request its time-out, not all."""
    if time.monotonic() < _memory.redis_rests_until:
        return None
    try:
        return question(get_redis_connection("default"))
    except (RedisError, OSError):
        _memory.redis_rests_until = time.monotonic() + REST_SECONDS
        logger.warning("no Redis: public answers are made anew each time")
        return None
