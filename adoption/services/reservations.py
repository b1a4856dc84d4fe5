"""The promise of a pet to one applicant: made once, held by the database, undone or kept."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from adoption.models import Application, Post, Reservation
from adoption.services import adoptions, agreements, application_moves, applications, locks, posts, rights
from adoption.services.alternates import rank
from adoption.services.application_moves import move
from forms_builder.services import submissions
from petbuddy.errors import Conflict
from petbuddy.retries import retry_deadlocks

SIGN_WITHIN = timedelta(days=3)
ASKED_FOR = timedelta(days=3)  # how long a run that was missed is still caught up
State = Application.State


class AlreadyReserved(Conflict):
    """The pet is promised to somebody; the second of two decisions loses."""

    code = "already_reserved"
    message = _("This pet is already promised to someone. Undo that reservation first.")


class NotReserved(Conflict):
    """There is no promise to undo or to keep."""

    code = "not_reserved"
    message = _("This pet is not reserved for anyone.")


@retry_deadlocks
@transaction.atomic
def reserve(*, application, by, alternates=None):
    """Promise the pet to one applicant; the others stay, ranked, and are told. Twice for the same is once."""
    post = locks.post(application.post_id)
    rights.require(by, "adoption.decide_applications", post)
    rights.require_not_frozen(post)
    live = Reservation.objects.live().filter(post=post).first()
    if live is not None:
        if live.application_id == application.pk:
            return live
        raise AlreadyReserved
    application = locks.application(application.pk)  # she may have withdrawn while we waited
    reservation = _promise(post, application, by)
    fields = {} if application.read_at else {"read_at": timezone.now()}
    move(application=application, to=State.RESERVED, by=by, **fields)
    agreements.draw_up(reservation=reservation)
    rank(post, alternates)
    posts.move(post=post, to=Post.State.RESERVED, by=by)
    return reservation


@retry_deadlocks
@transaction.atomic
def undo(*, post, by):
    """Take the promise back: she stays shortlisted, the post takes applications again. Returns the reservation."""
    post = locks.post(post.pk)
    rights.require(by, "adoption.decide_applications", post)
    rights.require_not_frozen(post)
    return end(post=post, reason=Reservation.EndReason.UNDONE, by=by)


@retry_deadlocks
@transaction.atomic
def complete(*, post, by):
    """The hand-over: the pet has a home, the others are told kindly, follow-ups are planned. Returns the adoption."""
    post = locks.post(post.pk)
    rights.require(by, "adoption.decide_applications", post)
    rights.require_not_frozen(post)
    reservation = _close(post, Reservation.EndReason.ADOPTED)
    application = locks.application(reservation.application_id)
    move(application=application, to=State.ADOPTED, by=by)
    submissions.set_purge(submission=application.submission)  # decided: her answers have their day, too
    adoption = adoptions.begin(application=application)
    applications.close_others(post=post, reason=Application.ClosedReason.PET_GONE, by=by, keep=application)
    posts.move(post=post, to=Post.State.ADOPTED, by=by)
    return adoption


def end(*, post, reason, by):
    """The promise ends and the post, which is locked, is published again. If it was undone she stays shortlisted."""
    reservation = _close(post, reason)
    application = locks.application(reservation.application_id)
    if reason == Reservation.EndReason.UNDONE:
        move(application=application, to=State.SHORTLISTED, by=by)
    else:
        application_moves.tell_giver(application, "reservation_ended", f"reservation:{reservation.pk}:ended")
    posts.move(post=post, to=Post.State.PUBLISHED, by=by)
    return reservation


def remind_unsigned(now):
    """Due work: three days without a signature bring a reminder; then the giver is asked. It never lapses by itself."""
    late = Reservation.objects.live().filter(
        sign_by__lte=now,
        sign_by__gt=now - ASKED_FOR,
        agreement__adopter_signed_at=None,
        post__state=Post.State.RESERVED,
    )
    count = 0
    for reservation in late.select_related("application__post__giver", "application__applicant")[:200]:
        occasion = f"reservation:{reservation.pk}:unsigned"
        application_moves.tell_applicant(reservation.application, "reserved", occasion, unsigned=True)
        if reservation.sign_by + timedelta(days=1) <= now:
            application_moves.tell_giver(reservation.application, "reservation_ended", occasion, unsigned=True)
        count += 1
    return count


def _promise(post, application, by):
    if application.state not in application_moves.WAITING:
        raise application_moves.NotPossibleNow
    if post.state not in (Post.State.PUBLISHED, Post.State.PAUSED):
        raise application_moves.NotPossibleNow
    try:
        with transaction.atomic():
            return Reservation.objects.create(
                post=post, application=application, made_by=by, sign_by=timezone.now() + SIGN_WITHIN
            )
    except IntegrityError:  # the database knows of another promise
        raise AlreadyReserved


def _close(post, reason):
    reservation = Reservation.objects.live().select_for_update().filter(post=post).first()
    if reservation is None:
        raise NotReserved
    reservation.ended_at, reservation.end_reason = timezone.now(), reason
    reservation.save(update_fields=["ended_at", "end_reason"])
    return reservation
