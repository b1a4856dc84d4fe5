"""Booking a place in a slot. The slot's row counts the places, so the last one is given once."""

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.services import disclosures, limits
from accounts.standing import require_staying
from adoption.models import Application, Booking, Post, Slot
from adoption.services import locks, rights
from notifications.refs import of as ref_of
from notifications.services import live, notices
from petbuddy.errors import Conflict, Forbidden, Invalid
from petbuddy.retries import retry_deadlocks

State = Booking.State
LIVE = (State.BOOKED, State.CONFIRMED)
OUTCOMES = (State.DONE, State.NO_SHOW)
OPENED = ("phone", "address")
# While the pet waits for a home; afterwards nobody new comes to meet it.
RECEIVING = (Post.State.PUBLISHED, Post.State.PAUSED, Post.State.RESERVED)


class SlotTaken(Conflict):
    """The last place is gone."""

    code = "slot_taken"
    message = _("Someone just took this time. Please pick another.")


class AlreadyBooked(Conflict):
    """One visit at a time per pet."""

    code = "already_booked"
    message = _("You already have a visit for this pet. Move it to another time instead.")


class VisitChanged(Conflict):
    """The visit is no longer where this could be done with it."""

    code = "visit_changed"
    message = _("This visit has changed in the meantime.")


@limits.limited("book")
@retry_deadlocks
@transaction.atomic
def book(*, slot, by):
    """Take a place. Whoever was invited is confirmed at once; everybody else waits for the giver's yes."""
    post = locks.post(slot.post_id)
    slot = _held(slot)
    rights.require_not_frozen(post)
    if post.state not in RECEIVING:
        raise SlotTaken(_("This time is no longer offered. Please pick another."))
    rights.require(by, "adoption.book_visit", post)
    require_staying(by)
    application = _live_application(post, by)
    if application is None and slot.who != Slot.Who.LIKERS:
        raise Forbidden(_("This time is for applicants. Send your application first."), code="apply_first")
    if Booking.objects.filter(post=post, adopter=by, is_live=True).exists():
        raise AlreadyBooked
    _take_place(slot)
    booking = _create(slot, by, application)
    if application is not None and application.invited_at is not None:
        _confirm(booking, by)
    tell(booking, "booking_requested", [post.giver])
    return booking


@retry_deadlocks
@transaction.atomic
def confirm(*, booking, by):
    """The giver says yes: address and phone open to each other, and both get their calendar entry."""
    booking = _for_giver(booking, by)
    if booking.state == State.CONFIRMED:
        return booking
    if booking.state != State.BOOKED:
        raise VisitChanged
    _confirm(booking, by)
    return booking


@retry_deadlocks
@transaction.atomic
def cancel(*, booking, by):
    """Either side calls the visit off: the place is free again, the other one is told."""
    post = locks.post(booking.post_id)
    slots = locks.slots(*([booking.slot_id] if booking.slot_id else []))
    booking = locks.booking(booking.pk)
    _require_party(booking, post, by)
    if booking.state == State.CANCELLED:
        return booking
    if booking.state not in LIVE:
        raise VisitChanged
    _cancel(booking, slots.get(booking.slot_id))
    tell(booking, "booking_changed", [_other(booking, post, by)])
    return booking


@limits.limited("book")
@retry_deadlocks
@transaction.atomic
def reschedule(*, booking, slot, by):
    """Move the visit to another time in one step: the old place is free exactly when the new one is taken."""
    post = locks.post(booking.post_id)
    slots = locks.slots(slot.pk, *([booking.slot_id] if booking.slot_id else []))
    booking = locks.booking(booking.pk)
    _require_party(booking, post, by)
    rights.require_not_frozen(post)
    target = slots.get(slot.pk)
    if target is None or target.post_id != post.pk or target.starts_at <= timezone.now():
        raise SlotTaken
    if booking.state not in LIVE:
        raise VisitChanged
    if booking.slot_id == target.pk:
        return booking
    _require_open_to(target, booking)
    _take_place(target)
    _free_place(slots.get(booking.slot_id))
    _move(booking, target)
    tell(booking, "booking_changed", [_other(booking, post, by)])
    return booking


@retry_deadlocks
@transaction.atomic
def record_outcome(*, booking, by, outcome):
    """After the visit the giver says whether they met. Returns the booking."""
    booking = _for_giver(booking, by)
    if outcome not in OUTCOMES:
        raise Invalid(errors={"state": [_("A visit took place, or nobody came.")]})
    if booking.state != State.CONFIRMED or booking.starts_at > timezone.now():
        raise VisitChanged
    _write(booking, state=outcome)
    return booking


def move(*, booking, to, by):
    """Bring a visit to the named state, by whichever rule leads there."""
    if to == State.CONFIRMED:
        return confirm(booking=booking, by=by)
    if to == State.CANCELLED:
        return cancel(booking=booking, by=by)
    return record_outcome(booking=booking, by=by, outcome=to)


def cancel_slot(*, slot, by):
    """The time is taken back (its row is locked): every visit in it is cancelled and told. Returns how many."""
    return _cancel_each(Booking.objects.filter(slot=slot, is_live=True), by)


def cancel_of(*, application, by=None):
    """The application ended: her visit is off."""
    bookings = Booking.objects.filter(application=application, is_live=True)
    return _cancel_each(bookings.filter(ends_at__gt=timezone.now()), by)


def cancel_all_of(*, adopter):
    """She leaves PetBuddy: every visit of hers is off, also where she only liked the pet. Its posts are locked."""
    return _cancel_each(Booking.objects.filter(adopter=adopter, is_live=True, ends_at__gt=timezone.now()), None)


def cancel_all(*, post, by=None, keep=None):
    """The post ended: nobody needs to come, but for the one who adopts."""
    bookings = Booking.objects.filter(post=post, is_live=True, ends_at__gt=timezone.now())
    if keep is not None:
        bookings = bookings.exclude(adopter=keep.applicant_id)
    return _cancel_each(bookings, by)


@transaction.atomic
def cancel_between(*, one, other, by=None):
    """One blocked the other: visits between the two are off."""
    between = Booking.objects.filter(is_live=True, post__giver__in=[one, other], adopter__in=[one, other])
    locks.posts(*between.values_list("post", flat=True))
    return _cancel_each(between, by)


def tell(booking, kind, recipients, **data):
    """Tell of a visit; each change of it is told once."""
    key = f"booking:{booking.pk}:{booking.sequence}:{booking.state}:{kind}"
    notices.notify(kind=kind, recipients=recipients, ref=booking, event_key=key, data=data)


def tell_places(slot):
    """Free places change on every open page at once; the server asks again when somebody books."""
    now = Slot.objects.filter(pk=slot.pk).values_list(F("capacity") - F("booked_count"), flat=True).first()
    live.tell(f"post:{slot.post.uid}", {"type": "slots", "post": slot.post.uid, "slot": slot.pk, "free_count": now})


def _held(slot):
    """The slot as it is now, if it can still be booked."""
    held = locks.slots(slot.pk).get(slot.pk)
    if held is None or held.starts_at <= timezone.now():
        raise SlotTaken(_("This time is no longer offered. Please pick another."))
    return held


def _live_application(post, person):
    states = [Application.State.SUBMITTED, Application.State.UNDER_REVIEW]
    states += [Application.State.SHORTLISTED, Application.State.RESERVED]
    return Application.objects.filter(post=post, applicant=person, state__in=states).first()


def _take_place(slot):
    free = Slot.objects.filter(pk=slot.pk, booked_count__lt=F("capacity"))
    if not free.update(booked_count=F("booked_count") + 1):
        raise SlotTaken
    tell_places(slot)


def _free_place(slot):
    if slot is not None:
        Slot.objects.filter(pk=slot.pk, booked_count__gt=0).update(booked_count=F("booked_count") - 1)
        tell_places(slot)


def _create(slot, person, application):
    times = {"starts_at": slot.starts_at, "ends_at": slot.ends_at}
    try:
        with transaction.atomic():
            return Booking.objects.create(slot=slot, post=slot.post, adopter=person, application=application, **times)
    except IntegrityError:  # a second tab was faster
        raise AlreadyBooked


def _confirm(booking, by):
    _write(booking, state=State.CONFIRMED)
    giver, adopter = booking.post.giver, booking.adopter
    for what in OPENED:
        disclosures.open(subject=giver, viewer=adopter, what=what, ref=ref_of(booking))
        disclosures.open(subject=adopter, viewer=giver, what=what, ref=ref_of(booking))
    tell(booking, "booking_confirmed", [adopter])


def _move(booking, slot):
    _shut(booking)
    sequence = booking.sequence + 1
    times = {"starts_at": slot.starts_at, "ends_at": slot.ends_at, "reminded_at": None}
    _write(booking, slot=slot, state=State.BOOKED, sequence=sequence, **times)


def _cancel(booking, slot):
    _write(booking, state=State.CANCELLED, sequence=booking.sequence + 1)
    _free_place(slot)
    _shut(booking)


def _cancel_each(bookings, by):
    """Each is told unless it is the one who did it; slots before bookings, as everywhere."""
    slots = locks.slots(*bookings.exclude(slot=None).values_list("slot", flat=True))
    keys = list(bookings.values_list("pk", flat=True))  # by key: a lock over a join would take its posts after slots
    live_ones = list(Booking.objects.select_for_update().filter(pk__in=keys, is_live=True).order_by("pk"))
    for booking in live_ones:
        _cancel(booking, slots.get(booking.slot_id))
        told = [person for person in (booking.adopter, booking.post.giver) if person and person != by]
        tell(booking, "booking_changed", told)
    return len(live_ones)


def _shut(booking):
    """What the confirmed visit had opened closes with it."""
    giver, adopter = booking.post.giver, booking.adopter
    for what in OPENED:
        disclosures.close(subject=giver, viewer=adopter, what=what, ref=ref_of(booking))
        disclosures.close(subject=adopter, viewer=giver, what=what, ref=ref_of(booking))


def _write(booking, **fields):
    for name, value in {**fields, "updated_at": timezone.now()}.items():
        setattr(booking, name, value)
    booking.save(update_fields=[*fields, "updated_at"])


def _for_giver(booking, by):
    post = locks.post(booking.post_id)
    rights.require(by, "adoption.decide_applications", post)
    rights.require_not_frozen(post)
    return locks.booking(booking.pk)


def _require_party(booking, post, by):
    rights.require_active(by)
    if by.pk not in (booking.adopter_id, post.giver_id):
        raise Forbidden


def _require_open_to(slot, booking):
    if slot.who != Slot.Who.LIKERS and booking.application_id is None:
        raise Forbidden(_("This time is for applicants. Send your application first."), code="apply_first")


def _other(booking, post, by):
    return post.giver if by.pk == booking.adopter_id else booking.adopter
