"""The moments in which a wish about personal data comes true, or is given up. Called by accounts.data_delivery only."""

import logging
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import AuditEntry, DataRequest, User
from accounts.services import audit, sessions
from notifications.services.notices import notify
from petbuddy import personal_data
from petbuddy.retries import retry_deadlocks

logger = logging.getLogger("petbuddy.personal_data")

EXPORT_KEPT = timedelta(days=7)
State = DataRequest.State


@transaction.atomic
def offer_export(*, request):
    """The archive lies in the storage: tell her. False when another worker has taken the wish over."""
    now = timezone.now()
    mine = DataRequest.objects.filter(pk=request.pk, state=State.WAITING, claimed_at=request.claimed_at)
    if not mine.update(state=State.READY, ends_at=now + EXPORT_KEPT, claimed_at=None, next_try_at=None):
        return False
    notify(kind="export_ready", recipients=[request.user], ref=request.user, event_key=f"export:{request.pk}")
    audit.record(action="export.made", by=None, ref=request.user)
    return True


@transaction.atomic
def give_up_export(*, request):
    """It broke again and again: she hears that we know of it, and may ask anew. False when somebody else has it now."""
    mine = DataRequest.objects.filter(pk=request.pk, state=State.WAITING, claimed_at=request.claimed_at)
    if not mine.update(state=State.FAILED, crashes=request.crashes, claimed_at=None, done_at=timezone.now()):
        return False
    notify(kind="export_failed", recipients=[request.user], ref=request.user, event_key=f"export_failed:{request.pk}")
    audit.record(action="export.failed", by=None, ref=request.user)
    return True


@retry_deadlocks
@transaction.atomic
def erase(*, request):
    """Empty every row of the person in one transaction; her files are promised to go in the same one.

    False when she kept her account in this very moment, or another worker was faster.
    """
    now = timezone.now()
    mine = DataRequest.objects.filter(pk=request.pk, state=State.WAITING, claimed_at=request.claimed_at)
    if not mine.update(state=State.DONE, done_at=now, claimed_at=None, next_try_at=None):
        return False
    user = User.objects.select_for_update().get(pk=request.user_id)
    sessions.end_all(user=user, by=None, reason="erased")
    for part in personal_data.parts():
        part.erase(user)
    _anonymize(user)  # last: her address finds what others wrote it on
    audit.record(action="account.erased", by=None, ref=user)
    AuditEntry.objects.forget(user)
    # Outside the database, too: after a restore from a backup the log says who must be erased again.
    transaction.on_commit(lambda: logger.info("account erased", extra={"account": str(user.uid)}), robust=True)
    return True


def _anonymize(user):
    """The row stays, so that others' records stay whole; nothing in it says who it was, and nobody signs in with it."""
    user.groups.clear()
    user.user_permissions.clear()
    user.email = f"erased-{user.uid}@erased.invalid"
    user.name, user.language = "", settings.LANGUAGE_CODE
    user.email_verified_at = user.last_login = user.suspended_until = None
    user.is_active = user.is_staff = user.is_superuser = False
    user.erased_at = user.erased_at or timezone.now()
    user.set_unusable_password()
    user.save()
