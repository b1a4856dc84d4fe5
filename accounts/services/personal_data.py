"""A person's own data: taking it with her, and being forgotten. What it is, each app says (petbuddy.personal_data)."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import DataRequest, User
from accounts.services import audit, file_removals, limits, passwords, sessions
from accounts.tasks import work_on_data_request
from notifications.services.notices import notify
from petbuddy import personal_data, storage
from petbuddy.errors import Conflict, Forbidden, Gone, Missing
from petbuddy.retries import retry_deadlocks
from petbuddy.tasks import after_commit

EXPORT_WITHIN = timedelta(hours=24)
FETCHING_TAKES = timedelta(hours=1)  # the address opens for a minute; a slow line needs longer for the bytes
UNDO_FOR = timedelta(days=7)
FILENAME = "petbuddy-data.zip"
Kind, State = DataRequest.Kind, DataRequest.State


@transaction.atomic
def ask_export(*, user, by):
    """Have everything that we hold about her put together within a day; what waits or is ready is not made twice.

    Only for whoever has confirmed the address: an account can be begun with somebody else's.
    """
    if not user.is_verified:
        raise Forbidden(_("Verify your e-mail first."), code="unverified")
    waiting = _open(user, Kind.EXPORT)
    if waiting is not None:
        return waiting
    limits.take(bucket="data_export", key=user.pk)
    try:
        with transaction.atomic():
            request = DataRequest.objects.create(user=user, kind=Kind.EXPORT, due_at=timezone.now() + EXPORT_WITHIN)
    except IntegrityError:  # a second tab asked in the same moment
        return _open(user, Kind.EXPORT)
    audit.record(action="export.asked", by=by, ref=user)
    after_commit(work_on_data_request, request.pk)
    return request


@transaction.atomic
def fetch_export(*, user, uid, by):
    """Use the one-use link: returns an address that opens the archive for a minute. Raises Missing or Gone."""
    mine = DataRequest.objects.filter(user=user, uid=uid, kind=Kind.EXPORT)
    request = mine.first()
    if request is None:
        raise Missing
    now = timezone.now()
    if not mine.filter(state=State.READY, ends_at__gt=now).update(state=State.DONE, fetched_at=now, done_at=now):
        raise Gone
    audit.record(action="export.fetched", by=by, ref=user)
    return storage.private_link(request.key, FILENAME)


@retry_deadlocks
@transaction.atomic
def ask_erasure(*, user, password, by):
    """Have the account deleted in seven days and every device signed out. Returns the account. Twice is once."""
    passwords.require(user=user, password=password, field="password")
    if user.is_superuser:
        raise Conflict(_("An operator's account cannot be deleted here; the shell decides about that."))
    erase_after = timezone.now() + UNDO_FOR
    if User.objects.filter(pk=user.pk, erase_after=None, erased_at=None).update(erase_after=erase_after):
        request = DataRequest.objects.create(user=user, kind=Kind.ERASE, due_at=erase_after)
        user.refresh_from_db(fields=["erase_after"])
        for part in personal_data.parts():
            part.leave(user)
        notify(kind="erasure_scheduled", recipients=[user], ref=user, event_key=f"erasure:{request.pk}")
        audit.record(action="erasure.asked", by=by, ref=user)
    sessions.end_all(user=user, by=by, reason="leaving")
    user.refresh_from_db(fields=["erase_after"])
    return user


@retry_deadlocks
@transaction.atomic
def keep_account(*, user, by):
    """She stays after all: what was quieted comes back. Safe to repeat."""
    wishes = DataRequest.objects.filter(user=user, kind=Kind.ERASE, state=State.WAITING)
    if wishes.update(state=State.CANCELLED, done_at=timezone.now()):
        User.objects.filter(pk=user.pk, erased_at=None).update(erase_after=None)
        user.refresh_from_db(fields=["erase_after"])
        for part in personal_data.parts():
            part.stay(user)
        audit.record(action="erasure.cancelled", by=by, ref=user)
    return user


@transaction.atomic
def erase_again(*, user):
    """After a restore from a backup: who was erased before is erased anew, at once. Returns the request."""
    now = timezone.now()
    DataRequest.objects.filter(user=user, kind=Kind.ERASE, is_open=True).update(state=State.CANCELLED, done_at=now)
    User.objects.filter(pk=user.pk).update(erase_after=now)
    request = DataRequest.objects.create(user=user, kind=Kind.ERASE, due_at=now)
    after_commit(work_on_data_request, request.pk)
    return request


def restart():
    """Sweep: ask the worker for every wish that is due and in nobody's hands. Returns how many."""
    due = DataRequest.objects.due(timezone.now()).order_by("due_at")
    keys = list(due.values_list("pk", flat=True)[:200])
    for pk in keys:
        after_commit(work_on_data_request, pk)
    return len(keys)


def drop_old_exports(now):
    """Due work: archives that were fetched, or waited a week for it, are removed. Returns how many."""
    over = Q(state=State.READY, ends_at__lte=now) | Q(state=State.DONE, fetched_at__lte=now - FETCHING_TAKES)
    over |= Q(state__in=[State.FAILED, State.CANCELLED])
    old = list(DataRequest.objects.filter(over, kind=Kind.EXPORT).exclude(key="")[:200])
    for request in old:
        with transaction.atomic():
            file_removals.promise([request.key])
            DataRequest.objects.filter(pk=request.pk).update(
                key="", state=State.DONE if request.state == State.READY else request.state, done_at=now
            )
    return len(old)


def _open(user, kind):
    return DataRequest.objects.filter(user=user, kind=kind, is_open=True).first()
