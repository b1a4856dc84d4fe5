"""Who wants nothing to do with whom."""

from django.db.models import Q

from accounts.models import Block, User
from petbuddy.errors import Missing


def is_blocked_between(one, other):
    """True if either of the two (accounts or their keys) has blocked the other."""
    return Block.objects.filter(Q(blocker=one, blocked=other) | Q(blocker=other, blocked=one)).exists()


def blocked_by(user):
    """Whom `user` has blocked, the latest first."""
    return Block.objects.filter(blocker=user).select_related("blocked").order_by("-created_at")


def person_to_block(uid, *, by):
    """Somebody with whom `by` has to do, or whom she has blocked already. Raises Missing for anybody else."""
    person = User.objects.filter(uid=uid).first()
    if person is None or not (by.has_perm("accounts.block_person", person) or _has_blocked(by, person)):
        raise Missing
    return person


def _has_blocked(by, person):
    return Block.objects.filter(blocker=by, blocked=person).exists()
