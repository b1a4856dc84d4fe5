"""Who wants nothing to do with whom."""

from django.db.models import Q

from accounts.models import Block


def is_blocked_between(one, other):
    """True if either of the two (accounts or their keys) has blocked the other."""
    return Block.objects.filter(Q(blocker=one, blocked=other) | Q(blocker=other, blocked=one)).exists()
