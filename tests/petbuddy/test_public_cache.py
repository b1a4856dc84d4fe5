"""Public bytes: made once, gone after a change, and never in the way when Redis is away."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Lock

import pytest
from django.test import RequestFactory

from petbuddy import public_cache


class Maker:
    """Counts how often the work was done."""

    def __init__(self, body=b"x"):
        self.body, self.count, self.lock = body, 0, Lock()

    def __call__(self):
        with self.lock:
            self.count += 1
        return self.body


def test_made_once_and_found_again_in_redis():
    make = Maker()

    first = public_cache.fetch("t", "key", make)
    public_cache.forget()  # as another process sees it
    second = public_cache.fetch("t", "key", make)

    assert (first, make.count) == (second, 1)


@pytest.mark.django_db(transaction=True)
def test_a_bump_makes_it_anew_and_leaves_other_topics_alone():
    make, other = Maker(), Maker()
    public_cache.fetch("t", "key", make)
    public_cache.fetch("other", "key", other)

    public_cache.bump("t")
    public_cache.fetch("t", "key", make)
    public_cache.fetch("other", "key", other)

    assert (make.count, other.count) == (2, 1)


@pytest.mark.django_db
def test_a_change_that_is_not_committed_bumps_nothing():
    make = Maker()
    public_cache.fetch("t", "key", make)

    public_cache.bump("t")
    public_cache.fetch("t", "key", make)

    assert make.count == 1


def test_many_at_once_make_it_once(monkeypatch):
    monkeypatch.setattr(public_cache, "WAIT_SECONDS", 20)  # the lock is asked about here, not the patience
    make, start = Maker(), Barrier(16)

    def visit(_number):
        start.wait()
        return public_cache.fetch("t", "key", make).body

    with ThreadPoolExecutor(16) as pool:
        bodies = set(pool.map(visit, range(16)))

    assert (bodies, make.count) == ({b"x"}, 1)


def test_without_redis_each_visitor_gets_it_made(redis_server):
    redis_server.stop()
    public_cache.forget()
    make = Maker()

    bodies = [public_cache.fetch("t", "key", make).body for _visit in range(2)]

    assert (bodies, make.count) == ([b"x", b"x"], 2)


def test_a_frozen_redis_costs_one_wait_not_each(redis_server):
    redis_server.freeze()
    public_cache.forget()
    make = Maker()

    for _visit in range(3):
        public_cache.fetch("t", "key", make)

    assert make.count == 3
    assert public_cache._memory.redis_rests_until > 0


@pytest.mark.parametrize(("header", "status"), [("", 200), ('"other"', 200), ("*", 304)])
def test_conditional_answers(header, status):
    request = RequestFactory().get("/", headers={"If-None-Match": header} if header else {})

    response = public_cache.answer(request, public_cache.fetch("t", "key", Maker()), "text/plain")

    assert (response.status_code, response["Cache-Control"]) == (status, "public, max-age=3")


@pytest.mark.django_db(transaction=True)
@pytest.mark.redis
def test_a_change_that_redis_did_not_hear_of_is_said_when_it_is_back(redis_server):
    make = Maker()
    public_cache.fetch("t", "key", make)
    redis_server.freeze()
    public_cache.bump("t")
    redis_server.thaw()
    public_cache._memory.redis_rests_until = 0.0  # its rest is over

    public_cache.fetch("t", "key", make)

    assert make.count == 2


def test_no_process_keeps_anything_for_more_than_a_minute(monkeypatch):
    monkeypatch.setattr(public_cache, "ENTRY_SECONDS", -1)
    public_cache._memory.put("key", public_cache.Entry(b"x", "etag"))

    assert public_cache._memory.get("key") is None
