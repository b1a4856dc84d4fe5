"""The outbox as a whole: what was left unsaid is started again."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from notifications import delivery
from notifications.models import Mail
from notifications.tasks import deliver_mail
from petbuddy import trail
from petbuddy.errors import Conflict
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


@transaction.atomic
def retry(*, mail, by):
    """Send now what waits for its next try, or what was refused or given up."""
    stuck = Mail.objects.filter(pk=mail.pk, state__in=[Mail.State.PENDING, Mail.State.REFUSED, Mail.State.DEAD])
    if not stuck.update(state=Mail.State.PENDING, next_try_at=None, claimed_at=None, crashes=0, error=""):
        raise Conflict(_("This mail is sent, being sent or no longer wanted."))
    trail.record(action="mail.retried", by=by, ref=mail)
    after_commit(deliver_mail, mail.pk)


def purge(now, dry_run, *, keep=timedelta(days=182)):
    """Forget mails that have had their last word long ago. Returns how many."""
    ended = [Mail.State.SENT, Mail.State.REFUSED, Mail.State.DEAD, Mail.State.DROPPED]
    old = Mail.objects.filter(state__in=ended, created_at__lt=now - keep)
    return old.count() if dry_run else old.delete()[0]
