"""What this app keeps no longer than it needs."""

from datetime import timedelta

from django.db.models import Q

from accounts.models import OneTimeToken, Session
from accounts.services import idempotency

SESSIONS_KEPT = timedelta(days=90)  # ended ones, as long as logs
TOKENS_KEPT = timedelta(days=7)


def purge(now, dry_run=False):
    """Delete ended sessions with their tokens, old mailed links and stored answers. Returns how many rows."""
    over = Q(ended_at__lt=now - SESSIONS_KEPT) | Q(expires_at__lt=now - SESSIONS_KEPT)
    going = (
        Session.objects.filter(over),
        OneTimeToken.objects.filter(expires_at__lt=now - TOKENS_KEPT),
        idempotency.old(now),
    )
    count = sum(rows.count() for rows in going)
    if not dry_run:
        for rows in going:
            rows.delete()
    return count
