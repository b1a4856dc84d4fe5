"""Telling people: the rows are written in the transaction of what happened, the sending comes after it."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.utils import timezone

from notifications import kinds, refs, topics
from notifications.models import Mail, Notification
from notifications.selectors import notices as selectors
from notifications.selectors import preferences
from notifications.services.live import tell
from notifications.tasks import deliver_mail, push_notice
from petbuddy.tasks import after_commit


@transaction.atomic
def notify(*, kind, recipients, ref=None, event_key, data=None):
    """Tell each of these people once of what happened, on the channels that they chose. Returns the new notifications.

    `ref` is the object that it is about, `event_key` names the event ("application:7:submitted"): telling it again
    tells nobody twice. `data` holds nothing personal; the kind's renderer reads the object when it is shown or sent.
    """
    declared = _declared(kind)
    people = {user.pk: user for user in recipients if user is not None and user.is_active}
    fresh = _create_notifications(declared.name, people, refs.of(ref), event_key, data or {})
    if declared.mail is not None:
        wanting = people if declared.essential else preferences.who_wants(declared, "mail", people)
        _create_mails(
            [_mail_of(notice, people[notice.recipient_id]) for notice in fresh if notice.recipient_id in wanting]
        )
    for notice in fresh:
        after_commit(push_notice, notice.pk)
    return fresh


@transaction.atomic
def send_mail(*, kind, to, language, ref=None, dedup_key, recipient=None, data=None):
    """A mail without a row in the bell: a code for a new address, an invitation to a stranger. None if it was there."""
    declared = _declared(kind)
    mail = Mail(
        kind=declared.name,
        to=to,
        language=language,
        ref=refs.of(ref),
        recipient=recipient,
        data=data or {},
        dedup_key=dedup_key,
    )
    return next(iter(_create_mails([mail])), None)


def _declared(name):
    kind = kinds.get(name)
    if kind is None:
        raise LookupError(f"no notification kind {name!r}")
    return kind


def _create_notifications(kind, people, ref, event_key, data):
    told = Notification.objects.filter(event_key=event_key, recipient__in=people)
    known = set(told.values_list("recipient", flat=True))
    rows = [
        Notification(recipient_id=pk, kind=kind, ref=ref, event_key=event_key, data=data)
        for pk in sorted(people)
        if pk not in known
    ]
    _insert(rows)
    # MySQL gives no keys back from a bulk insert.
    return list(told.exclude(recipient__in=known).order_by("pk")) if rows else []


def _mail_of(notice, user):
    return Mail(
        notification=notice,
        recipient=user,
        to=getattr(user, get_user_model().EMAIL_FIELD),
        language=user.language,
        kind=notice.kind,
        ref=notice.ref,
        data=notice.data,
        dedup_key=f"{notice.event_key}:{notice.recipient_id}",
    )


def _create_mails(rows):
    keys = [row.dedup_key for row in rows]
    known = set(Mail.objects.filter(dedup_key__in=keys).values_list("dedup_key", flat=True))
    rows = [row for row in rows if row.dedup_key not in known and row.to]
    _insert(rows)
    created = list(Mail.objects.filter(dedup_key__in=[row.dedup_key for row in rows]).order_by("pk"))
    for mail in created:
        after_commit(deliver_mail, mail.pk)
    return created


def _insert(rows):
    """All at once; one by one where another transaction tells the same event at this moment."""
    if not rows:
        return
    model = type(rows[0])
    try:
        with transaction.atomic():
            model.objects.bulk_create(rows, batch_size=200)
    except IntegrityError:
        for row in rows:
            try:
                with transaction.atomic():
                    row.save(force_insert=True)
            except IntegrityError:  # the other transaction told it
                continue


def mark_read(*, by, ids=None):
    """The person has seen these of her notifications, or all of them. Returns how many were new to her."""
    unread = Notification.objects.filter(recipient=by, read_at=None)
    if ids is not None:
        unread = unread.filter(pk__in=ids)
    changed = unread.update(read_at=timezone.now())
    if changed:
        tell(topics.of_user(by), {"type": "read", "unread": selectors.unread_count(by)})
    return changed


def purge(now, dry_run, *, keep=timedelta(days=365)):
    """Forget what was told more than a year ago. Returns how many."""
    old = Notification.objects.filter(created_at__lt=now - keep)
    return old.count() if dry_run else old.delete()[0]
