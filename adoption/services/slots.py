"""Times at which a giver receives visitors."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from adoption.models import Post, Slot
from adoption.services import locks, rights, visits
from petbuddy.errors import Conflict, Invalid
from petbuddy.retries import retry_deadlocks

LONGEST = timedelta(hours=12)
AHEAD = timedelta(days=180)
CAPACITY = 50


class TimeTaken(Conflict):
    """Two slots of one pet can not begin at the same moment."""

    code = "time_taken"


@retry_deadlocks
@transaction.atomic
def open_slot(*, post, by, starts_at, ends_at, capacity=1, place="", who=Slot.Who.APPLICANTS):
    """Offer one time for visits, with so many places. Returns the slot."""
    post = _for_opening(post, by)
    slot = _open(post, starts_at, ends_at, capacity, place, who)
    visits.tell_places(slot)
    return slot


@retry_deadlocks
@transaction.atomic
def open_window(*, post, by, starts_at, ends_at, minutes, capacity=1, place="", who=Slot.Who.APPLICANTS):
    """Offer a stretch of time, cut into visits of so many minutes. Returns the slots."""
    post = _for_opening(post, by)
    _require_sane(starts_at, ends_at, capacity)
    if not 10 <= minutes <= 240:
        raise Invalid(errors={"minutes": [_("A visit lasts between 10 and 240 minutes.")]})
    length, slots = timedelta(minutes=minutes), []
    while starts_at + length <= ends_at:
        slots.append(_open(post, starts_at, starts_at + length, capacity, place, who))
        starts_at += length
    if not slots:
        raise Invalid(errors={"minutes": [_("The window is shorter than one visit.")]})
    visits.tell_places(slots[0])
    return slots


def offer(*, post, by, starts_at, ends_at, minutes=None, **fields):
    """One time, or a window cut into visits. Returns the slots."""
    times = {"starts_at": starts_at, "ends_at": ends_at}
    if minutes is None:
        return [open_slot(post=post, by=by, **times, **fields)]
    return open_window(post=post, by=by, minutes=minutes, **times, **fields)


@retry_deadlocks
@transaction.atomic
def delete_slot(*, slot, by):
    """Take a time back: its visits are cancelled and told. Returns how many."""
    post = locks.post(slot.post_id)
    rights.require(by, "adoption.decide_applications", post)
    locked = locks.slots(slot.pk).get(slot.pk)
    if locked is None:
        return 0
    count = visits.cancel_slot(slot=locked, by=by)
    locked.delete()
    visits.tell_places(slot)
    return count


def _for_opening(post, by):
    post = locks.post(post.pk)
    rights.require(by, "adoption.decide_applications", post)
    if post.state not in visits.RECEIVING:
        raise Conflict(_("Times for visits can be offered once the post is published."), code="not_published")
    return post


def _open(post, starts_at, ends_at, capacity, place, who):
    _require_sane(starts_at, ends_at, capacity)
    fields = {"ends_at": ends_at, "capacity": capacity, "place": place.strip(), "who": who}
    try:
        with transaction.atomic():
            slot = Slot.objects.create(post=post, starts_at=starts_at, **fields)
    except IntegrityError:
        raise TimeTaken(_("You already offer a time that begins then."))
    _open_to_likers(post, who)
    return slot


def _open_to_likers(post, who):
    if who == Slot.Who.LIKERS and not post.visits_open_to_likers:
        Post.objects.filter(pk=post.pk).update(visits_open_to_likers=True)


def _require_sane(starts_at, ends_at, capacity):
    errors = {}
    if not timezone.now() < starts_at < timezone.now() + AHEAD:
        errors["starts_at"] = [_("A visit lies in the next six months.")]
    if not timedelta() < ends_at - starts_at <= LONGEST:
        errors["ends_at"] = [_("The end comes after the beginning, and at most 12 hours later.")]
    if not 1 <= capacity <= CAPACITY:
        errors["capacity"] = [_("A time has between 1 and %(limit)s places.") % {"limit": CAPACITY}]
    if errors:
        raise Invalid(errors=errors)
