"""The outbox as a whole: what was left unsaid is started again."""

from datetime import timedelta

from django.utils import timezone

from notifications import delivery
from notifications.models import Mail
from notifications.tasks import deliver_mail
from petbuddy.tasks import after_commit

FRESH = timedelta(seconds=30)  # so long its own message is still on the way
AT_ONCE = 200


def sweep():
    """Start every mail that waits without reason, and take back those whose sender died. Returns how many."""
    delivery.take_back_abandoned()
    keys = list(left().order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    for key in keys:
        after_commit(deliver_mail, key)
    return len(keys)


def left():
    """The mails that wait without reason: their own message was lost, or their next try has come."""
    return delivery.waiting().exclude(next_try_at=None, created_at__gt=timezone.now() - FRESH)


def purge(now, dry_run, *, keep=timedelta(days=182)):
    """Forget mails that have had their last word long ago. Returns how many."""
    ended = [Mail.State.SENT, Mail.State.REFUSED, Mail.State.DEAD, Mail.State.DROPPED]
    old = Mail.objects.filter(state__in=ended, created_at__lt=now - keep)
    return old.count() if dry_run else old.delete()[0]
