"""A creating request that is sent twice makes one thing and gets one answer (S-53)."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import IdempotencyKey
from petbuddy.errors import Conflict, Mismatch

KEPT = timedelta(hours=24)
STALE = timedelta(seconds=60)  # whoever began is dead: what it did was rolled back with its answer


class KeyReused(Mismatch):
    """The same key with another body."""

    code = "idempotency_key_reused"
    message = _("This Idempotency-Key was already used for another request.")


class StillRunning(Conflict):
    """The first request with this key is not done yet."""

    code = "still_running"
    message = _("The same request is still running.")
    retry_after = 1


def claim(*, user, route, key, fingerprint):
    """The row to answer into, or one that holds the answer already. Raises KeyReused or StillRunning."""
    now = timezone.now()
    IdempotencyKey.objects.filter(user=user, route=route, key=key, created_at__lt=now - KEPT).delete()
    try:
        with transaction.atomic():
            return IdempotencyKey.objects.create(
                user=user, route=route, key=key, fingerprint=fingerprint, created_at=now
            )
    except IntegrityError:
        row = IdempotencyKey.objects.filter(user=user, route=route, key=key).first()
    if row is None:  # the first one failed at this moment and took its row along
        raise StillRunning
    if row.fingerprint != fingerprint:
        raise KeyReused
    if row.status is not None:
        return row
    stale = IdempotencyKey.objects.filter(pk=row.pk, status=None, created_at=row.created_at, created_at__lt=now - STALE)
    if not stale.update(created_at=now):
        raise StillRunning
    row.created_at = now
    return row


def store(*, row, status, response):
    """Keep the answer, in the transaction of the work itself. Raises StillRunning when another took the claim over."""
    mine = IdempotencyKey.objects.filter(pk=row.pk, status=None, created_at=row.created_at)
    if not mine.update(status=status, response=response):
        raise StillRunning


def release(*, row):
    """The request was refused and changed nothing: it may be sent again."""
    IdempotencyKey.objects.filter(pk=row.pk, status=None, created_at=row.created_at).delete()


def old(now):
    """Answers older than a day."""
    return IdempotencyKey.objects.filter(created_at__lt=now - KEPT)
