"""Blocking: no likes, applications or messages between the two, in either direction."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Block
from accounts.services import audit, disclosures
from petbuddy.errors import Invalid
from petbuddy.retries import retry_deadlocks

_listeners = []


def register(listener):
    """A higher app's `listener(blocker=…, blocked=…)` ends what is open between the two, in the same transaction."""
    _listeners.append(listener)


@retry_deadlocks
@transaction.atomic
def block(*, blocker, blocked):
    """`blocker` wants nothing to do with `blocked`. Safe to repeat; nobody is told."""
    if blocker.pk == blocked.pk:
        raise Invalid(_("You cannot block yourself."))
    row, is_new = Block.objects.get_or_create(blocker=blocker, blocked=blocked)
    if is_new:
        for listener in _listeners:
            listener(blocker=blocker, blocked=blocked)
        disclosures.close(subject=blocker, viewer=blocked)  # for good: taking the block back shows nothing again
        disclosures.close(subject=blocked, viewer=blocker)
        audit.record(action="user.blocked", by=blocker, ref=blocked)
    return row


@transaction.atomic
def unblock(*, blocker, blocked):
    if Block.objects.filter(blocker=blocker, blocked=blocked).delete()[0]:
        audit.record(action="user.unblocked", by=blocker, ref=blocked)
