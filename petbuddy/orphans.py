"""Files that no row names, and rows whose file is gone: both storages are walked beside the tables, a shard at a time.

Whoever lets go of a file promises its removal at once; this is the safety net beneath. So nobody's files are few, and
young ones stay (ORPHANS_DAYS): where there are many, the database is more likely wrong, or older, than the files, and
an operator must look first.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from django.conf import settings
from django.core.files.storage import Storage
from django.utils import timezone

from petbuddy import due, pictures, storage

logger = logging.getLogger("petbuddy.orphans")

RAW = "incoming"  # uploads that wait for the worker: it says itself when one is missing
RAW_KEPT = timedelta(hours=24)  # as in the buckets' own rule; they hold what a camera wrote into them
MANY_A_DAY = 3  # so many nobody's of one day, and more than half of it: a restored database does not know that day
HEX = "0123456789abcdef"


class Named(NamedTuple):
    """One file that a row names."""

    key: str
    is_public: bool = False


class TooManyOrphans(due.NeedsOperator):
    """So many files are named by no row that the database is more likely wrong than the files."""


_namers: dict[str, list[Callable[[str, str], Iterable[Named]]]] = {}


def register(prefix, names):
    """`names(first, last)` gives every file under `prefix` that an app's rows name, with first <= key < last."""
    _namers.setdefault(prefix, []).append(names)


def register_stored_files(prefix, model):
    """The same for a model of StoredFile: its pictures under `prefix`, its raw uploads under incoming/."""
    register(prefix, lambda first, last: _pictures(model, first, last))
    register(RAW, lambda first, last: _raw(model, first, last))


def purge(now, dry_run=False, *, is_sure=False):
    """Remove the files that nobody names. Returns how many. Raises TooManyOrphans and then removes nothing.

    `is_sure`: an operator has looked, and they go however many they are.
    """
    found, words = _survey(now)
    if words and not is_sure:
        raise TooManyOrphans(f"{words} Nothing was removed; if it is, manage.py purge --orphans removes them.")
    if dry_run or not found:
        return found
    gone = 0
    for each in _found(now):
        for key in each.orphans:
            storage.delete(each.store, key)
        gone += len(each.orphans)
    logger.warning("files that no row named were removed", extra={"count": gone})
    return gone


def doubt(now=None):
    """For the doctor: why the files that nobody names are left alone, in a sentence, or nothing."""
    return _survey(now or timezone.now())[1]


def _survey(now):
    """(how many files nobody names, why they should be left alone or ""). Counts uploads: each has several files."""
    found, seen, lost = 0, Counter(), Counter()
    for each in _found(now):
        found += len(each.orphans)
        if each.prefix != RAW:  # of these only what was abandoned is ever old
            seen.update(_days(each.shard))
            lost.update(_days({key: each.shard[key] for key in each.orphans}))
    if lost.total() > seen.total() * settings.ORPHANS_SHARE:
        return found, f"{lost.total()} of {seen.total()} uploads are named by no row: is this the right database?"
    for day, count in sorted(lost.items()):
        if count >= MANY_A_DAY and count * 2 > seen[day]:
            question = "was an older database restored?"
            return found, f"{count} of {seen[day]} uploads of {day} are named by no row: {question}"
    return found, ""


def _days(files):
    """{day: how many uploads} of {key: when it was written}; the files of one upload share a folder, or are one."""
    written = {}
    for key, modified in files.items():
        written.setdefault("/".join(key.split("/")[:3]).partition(".")[0], modified.date())
    return Counter(written.values())


def missing():
    """Keys of files that rows name and that are gone. Asked twice, for files and rows change while we look."""
    for is_public in (True, False):
        store = storage.where(is_public=is_public)
        for prefix in _namers.keys() - {RAW}:
            for first, last, shard in _shards(store, prefix):
                lost = _keys(prefix, first, last, is_public) - shard.keys()
                if lost:
                    lost &= _keys(prefix, first, last, is_public)
                yield from sorted(key for key in lost if not storage.exists(store, key))


class Found(NamedTuple):
    """One shard: {key: when it was written}, and the keys of it that nobody names and that are old enough to go."""

    store: Storage
    prefix: str
    shard: dict[str, datetime]
    orphans: list[str]


def _found(now):
    """A Found for every shard of both storages."""
    for is_public in (True, False):
        store = storage.where(is_public=is_public)
        for prefix in _namers:
            kept = RAW_KEPT if prefix == RAW else timedelta(days=settings.ORPHANS_DAYS)
            for first, last, shard in _shards(store, prefix):
                old = {key for key, modified in shard.items() if modified < now - kept}
                if old:
                    old -= _keys(prefix, first, last, is_public)
                yield Found(store, prefix, shard, sorted(old))


def _shards(store, prefix):
    """(first, last, {key: modified}) for each of the 256 parts of a prefix; only one part is in memory."""
    ours = ((key, at) for key, at in storage.listing(store, f"{prefix}/") if storage.KEY.fullmatch(key))
    parts = groupby(ours, key=lambda entry: entry[0][: len(prefix) + 3])
    name, entries = next(parts, (None, ()))
    for a in HEX:
        for b in HEX:
            shard, first = {}, f"{prefix}/{a}{b}"
            if name == first:
                shard = dict(entries)
                name, entries = next(parts, (None, ()))
            yield f"{first}/", f"{first}0", shard


def _keys(prefix, first, last, is_public):
    found = (each for names in _namers[prefix] for each in names(first, last))
    return {each.key for each in found if each.is_public == is_public}


def _pictures(model, first, last):
    for row in model.objects.filter(key__gte=first, key__lt=last).iterator():
        for key in pictures.keys(row):
            yield Named(key, getattr(row, "is_public", False))


def _raw(model, first, last):
    rows = model.objects.exclude(incoming_key="").filter(incoming_key__gte=first, incoming_key__lt=last)
    for key in rows.values_list("incoming_key", flat=True):
        yield Named(key)
