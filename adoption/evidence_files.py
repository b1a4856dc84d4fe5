"""Delivery: a removed photo that a report shows is copied into the private storage. Called by the worker only."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from accounts.services import file_removals
from adoption.models import EvidencePhoto
from petbuddy import pipeline, storage
from petbuddy.orphans import Named

PREFIX = "evidence"
FIRST_DELAY_SECONDS = 15
LONGEST_DELAY_SECONDS = 1800


def due(now):
    """Those without their copy that may be tried now and are in no living hands."""
    free = Q(claimed_at=None) | Q(claimed_at__lt=now - pipeline.CLAIM_LASTS)
    return EvidencePhoto.objects.filter(free, Q(next_try_at=None) | Q(next_try_at__lte=now), key="")


def keep(pk):
    """Copy the file that the post let go of, name the copy in the row, and have the file removed."""
    row = _claim(pk)
    if row is None:
        return
    copy = storage.new_key(PREFIX, "webp")
    try:
        data = storage.read_bytes(storage.where(is_public=row.source_is_public), row.source_key)
        storage.save_bytes(storage.private_storage(), copy, data, "image/webp")
    except storage.FileMissing:
        row.delete()  # there is nothing to keep
    except storage.StorageUnavailable:
        _put_back(row)
    else:
        _name(row, copy)


def _claim(pk):
    now = timezone.now()
    if not due(now).filter(pk=pk).update(claimed_at=now, attempts=F("attempts") + 1):
        return None
    return EvidencePhoto.objects.filter(pk=pk, claimed_at=now).first()


@transaction.atomic
def _name(row, copy):
    """Without the row (purged, or its owner erased) nothing is kept."""
    if not _mine(row).update(key=copy, claimed_at=None, next_try_at=None):
        file_removals.promise([copy])
        return
    file_removals.promise([row.source_key], is_public=row.source_is_public)


def _put_back(row):
    seconds = min(FIRST_DELAY_SECONDS * 2 ** min(row.attempts, 10), LONGEST_DELAY_SECONDS)
    _mine(row).update(claimed_at=None, next_try_at=timezone.now() + timedelta(seconds=seconds))


def _mine(row):
    """The row as long as nobody has claimed it after us."""
    return EvidencePhoto.objects.filter(pk=row.pk, claimed_at=row.claimed_at)


def named_copies(first, last):
    """For the orphan sweep: the copies."""
    for key in EvidencePhoto.objects.filter(key__gte=first, key__lt=last).values_list("key", flat=True):
        yield Named(key)


def named_sources(first, last):
    """For the orphan sweep: the files that still wait to be copied."""
    rows = EvidencePhoto.objects.filter(key="", source_key__gte=first, source_key__lt=last)
    for key, is_public in rows.values_list("source_key", "source_is_public"):
        yield Named(key, is_public)
