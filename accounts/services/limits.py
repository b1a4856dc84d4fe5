"""How often something may be tried: one atomic count for pages, API and admin together.

A limit is a sliding window: at most `limit` in any `seconds`. Redis counts for all processes; while it is away each
process counts for itself, so that a limit never falls open.
"""

import functools
import hashlib
import logging
import math
import time
import uuid
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import ngettext
from django_redis import get_redis_connection
from redis.exceptions import RedisError

from accounts import context
from accounts.context import origin
from accounts.local_counts import LocalCounts
from petbuddy.addresses import limit_key
from petbuddy.errors import TooMany

logger = logging.getLogger("petbuddy.limits")
REST_SECONDS = 5.0  # Redis did not answer: do not ask it again for each try


@dataclass(frozen=True)
class Taken:
    """One counted try; `give_back` undoes it when it turned out to be none of those that are limited."""

    key: str
    mark: str


def take(*, bucket, key, limit=None, seconds=None):
    """Count one try of `key` (an address, a name). Raises TooMany with the seconds to wait when there were enough.

    Without `limit` and `seconds` those of settings.LIMITS[bucket] hold.
    """
    if limit is None:
        limit, seconds = settings.LIMITS[bucket]
    taken = Taken(f"limit:{bucket}:{hashlib.sha256(str(key).encode()).hexdigest()[:32]}", uuid.uuid4().hex)
    wait = _count(taken, limit, seconds)
    if wait is not None:
        raise _too_many(wait)
    return taken


def take_all(*pairs):
    """Count one try in several buckets, (bucket, key) each, or in none of them."""
    taken = []
    try:
        for bucket, key in pairs:
            taken.append(take(bucket=bucket, key=key))
    except TooMany:
        give_back(*taken)
        raise
    return taken


def limited(act, *, who="by"):
    """Decorate a service: so often may one person do this, and so often people at one address together.

    settings.LIMITS names both, `<act>_by` and `<act>_from`. Stands above the transaction: no lock is held while Redis
    counts, and a deadlock's second try is no second try of hers. Only what comes over the edge is counted.
    """

    def decorated(service):
        @functools.wraps(service)
        def counted(*args, **kwargs):
            take_all(*of(act, kwargs[who]))
            return service(*args, **kwargs)

        return counted

    return decorated


def of(act, person):
    """The (bucket, key) pairs of what this person does now: hers, and that of the address she comes from."""
    if not origin().request_id:
        return []  # a worker or a command
    return [*([(f"{act}_by", person.pk)] if person.is_authenticated else []), *here(act)]


def here(act):
    """The pair of the address from which the present request comes; none in a worker or a command."""
    return [(f"{act}_from", limit_key(origin().address))] if origin().request_id else []


def give_back(*taken):
    """These tries do not count after all: the password was right."""
    for one in taken:
        _local.remove(one)
        if _redis.is_there():
            _redis.remove(one)


def forget_faults():
    """Ask Redis again at once, and drop what this process counted alone."""
    _redis.come_back()
    _local.clear()


def _too_many(wait):
    minutes = max(1, math.ceil(wait / 60))
    text = ngettext(
        "Too many tries. Please wait %(n)s minute.", "Too many tries. Please wait %(n)s minutes.", minutes
    ) % {"n": minutes}
    seconds = max(1, math.ceil(wait))
    context.refuse_for(seconds)
    return TooMany(text, retry_after=seconds)


def _count(taken, limit, seconds):
    """None when there was room, else the seconds until there is."""
    if _redis.is_there():
        try:
            return _redis.count(taken, limit, seconds)
        except (RedisError, OSError):
            _redis.rest()
    return _local.count(taken, limit, seconds)


class _Redis:
    """A sorted set for each key: every try with its time. Added first and counted after, in one transaction."""

    def __init__(self):
        self._back_at = 0.0

    def is_there(self):
        return time.monotonic() >= self._back_at

    def rest(self):
        self._back_at = time.monotonic() + REST_SECONDS
        logger.warning("Redis does not answer; limits are counted by each process")

    def come_back(self):
        self._back_at = 0.0

    def count(self, taken, limit, seconds):
        now = time.time()
        pipe = get_redis_connection("default").pipeline(transaction=True)
        pipe.zremrangebyscore(taken.key, "-inf", now - seconds)
        pipe.zadd(taken.key, {taken.mark: now})
        pipe.zcard(taken.key)
        pipe.zrange(taken.key, 0, 0, withscores=True)
        pipe.expire(taken.key, int(seconds) + 1)
        _gone, _added, count, oldest, _kept = pipe.execute()
        if count <= limit:
            return None
        self.remove(taken)
        return max(1.0, oldest[0][1] + seconds - now)

    def remove(self, taken):
        try:
            get_redis_connection("default").zrem(taken.key, taken.mark)
        except (RedisError, OSError):
            self.rest()


_redis, _local = _Redis(), LocalCounts()
