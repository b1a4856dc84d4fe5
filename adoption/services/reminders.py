"""What the calendar asks of applications and visits: the promised answer, the honest explanation, tomorrow's visit."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from adoption.models import Application, Booking, Post
from adoption.services import visits
from adoption.services.application_moves import WAITING, tell_applicant, tell_giver
from notifications.models import Notification

NUDGE_BEFORE = timedelta(days=1)  # day 2 of the three that were promised
CAUGHT_UP_FOR = timedelta(days=14)
BATCH = 500
REMIND_FROM = time(12, 0)  # the day before, early enough to change it by 9 pm
ANSWERED = Q(invited_at__isnull=False) | Q(state=Application.State.SHORTLISTED)


def nudge_givers(now):
    """Day 2: whoever has not answered an application is reminded, once. Returns how many."""
    due = _unanswered().filter(reply_by__lte=now + NUDGE_BEFORE, reply_by__gt=now)
    return _tell_once(due, "reply_due", tell_giver)


def explain_silence(now):
    """Day 3: the applicant gets an honest word instead of nothing, once. Returns how many."""
    due = _unanswered().filter(reply_by__lte=now, reply_by__gt=now - CAUGHT_UP_FOR)
    return _tell_once(due, "no_news", tell_applicant)


def remind_visits(now):
    """The day before: both are reminded of tomorrow's confirmed visit. Returns how many."""
    local = timezone.localtime(now)
    if local.time() < REMIND_FROM:
        return 0
    midnight = timezone.make_aware(datetime.combine(local.date() + timedelta(days=1), time.min))
    tomorrow = Booking.objects.filter(
        state=Booking.State.CONFIRMED,
        reminded_at=None,
        starts_at__gte=midnight,
        starts_at__lt=midnight + timedelta(days=1),
    )
    count = 0
    for booking in tomorrow.select_related("post__giver", "adopter").order_by("pk")[:500]:
        count += _remind(booking, now)
    return count


@transaction.atomic
def _remind(booking, now):
    """Once, and never marked as done without the words being written."""
    is_first = Booking.objects.filter(pk=booking.pk, reminded_at=None).update(reminded_at=now)
    if is_first:
        visits.tell(booking, "visit_reminder", [booking.adopter, booking.post.giver])
    return is_first


def _unanswered():
    """Sent, and neither invited nor shortlisted; nobody is nagged about a post that stands still."""
    standing = [Post.State.PUBLISHED, Post.State.PAUSED]
    return (
        Application.objects.filter(state__in=WAITING, post__state__in=standing)
        .exclude(ANSWERED)
        .select_related("post__giver", "applicant")
        .order_by("reply_by")
    )


def _tell_once(applications, kind, tell):
    """In batches over all of them: whoever was told already must not stand before those who were not."""
    count, last = 0, 0
    while rows := list(applications.filter(pk__gt=last).order_by("pk")[:BATCH]):
        keys = {row.pk: f"application:{row.pk}:{kind}" for row in rows}
        told = set(Notification.objects.filter(event_key__in=keys.values()).values_list("event_key", flat=True))
        for row in rows:
            if keys[row.pk] not in told:
                tell(row, kind, kind)
                count += 1
        last = rows[-1].pk
    return count
