"""Suspending an account: it can sign in and read, and waits with everything else."""

from datetime import UTC, datetime

from django.db import transaction

from accounts.models import User
from accounts.services import audit

FOR_EVER = datetime(9999, 1, 1, tzinfo=UTC)


@transaction.atomic
def suspend(*, user, until, by, note=""):
    """Until that moment, or (None) until it is lifted; a shorter one never ends a longer one early."""
    until = until or FOR_EVER
    longer = User.objects.filter(pk=user.pk, suspended_until__gte=until)
    if not longer.exists():
        User.objects.filter(pk=user.pk).update(suspended_until=until)
    audit.record(action="user.suspended", by=by, ref=user, fields=["suspended_until"], note=note)


@transaction.atomic
def shorten(*, user, until, by, note=""):
    """The longest was lifted, another one goes on: until that moment, or (None) until it is lifted."""
    User.objects.filter(pk=user.pk).update(suspended_until=until or FOR_EVER)
    audit.record(action="user.suspended", by=by, ref=user, fields=["suspended_until"], note=note)


@transaction.atomic
def lift(*, user, by, note=""):
    User.objects.filter(pk=user.pk).update(suspended_until=None)
    audit.record(action="user.unsuspended", by=by, ref=user, fields=["suspended_until"], note=note)
