"""Files that no row names, and rows whose file is gone: both storages are walked beside the tables, a shard at a time.

Whoever lets go of a file promises its removal at once; this is the safety net beneath. What is younger than a day may
belong to an upload that is still on its way and stays.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import timedelta
from itertools import groupby
from typing import NamedTuple

from django.conf import settings

from petbuddy import pictures, storage

logger = logging.getLogger("petbuddy.orphans")

YOUNG = timedelta(hours=24)
RAW = "incoming"  # uploads that wait for the worker: it says itself when one is missing
FEW = 100  # so many may always go; more only while they are a small share of all
HEX = "0123456789abcdef"


class Named(NamedTuple):
    """One file that a row names."""

    key: str
    is_public: bool = False


class TooManyOrphans(Exception):
    """So large a share of the files is named by no row that the database is more likely wrong than the files."""


_namers: dict[str, list[Callable[[str, str], Iterable[Named]]]] = {}


def register(prefix, names):
    """`names(first, last)` gives every file under `prefix` that an app's rows name, with first <= key < last."""
    _namers.setdefault(prefix, []).append(names)


def register_stored_files(prefix, model):
    """The same for a model of StoredFile: its pictures under `prefix`, its raw uploads under incoming/."""
    register(prefix, lambda first, last: _pictures(model, first, last))
    register(RAW, lambda first, last: _raw(model, first, last))


def purge(now, dry_run=False):
    """Remove the files that nobody names. Returns how many. Raises TooManyOrphans and then removes nothing."""
    seen = found = 0
    for _store, shard, orphans in _orphans(now):
        seen, found = seen + len(shard), found + len(orphans)
    if found > FEW and found > seen * settings.ORPHANS_SHARE:
        raise TooManyOrphans(f"{found} of {seen} files: is this the right database?")
    if dry_run or not found:
        return found
    gone = 0
    for store, _shard, orphans in _orphans(now):
        for key in orphans:
            storage.delete(store, key)
        gone += len(orphans)
    logger.warning("files that no row named were removed", extra={"count": gone})
    return gone


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


def _orphans(now):
    """(storage, {key: modified} of a shard, keys of it that may go) for every shard of both storages."""
    for is_public in (True, False):
        store = storage.where(is_public=is_public)
        for prefix in _namers:
            for first, last, shard in _shards(store, prefix):
                old = {key for key, modified in shard.items() if modified < now - YOUNG}
                if old:
                    old -= _keys(prefix, first, last, is_public)
                yield store, shard, sorted(old)


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
