"""How is it going? Asked on its day, answered from the mail's link with words and photos, without signing in."""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from adoption.models import Adoption, FollowUp
from adoption.services import attachments
from notifications.models import Notification
from notifications.services import notices
from petbuddy.errors import Conflict, Forbidden, Invalid, Missing
from petbuddy.retries import retry_deadlocks
from petbuddy.text_length import code_points

State = FollowUp.State
OVERDUE_AFTER = timedelta(days=7)
GIVER_TOLD_AFTER = timedelta(days=3)  # after the adopter was reminded
ASKED_FOR = timedelta(days=30)
LONGEST = 5000
HEAVIEST = 200  # kg


def token(follow_up):
    """The secret of the mailed link: made again each time, so that only its hash is stored."""
    return salted_hmac("adoption.follow_up", follow_up.uid.hex, algorithm="sha256").hexdigest()[:32]


def plan(*, adoption, days=None):
    """Lay down on which days the adopter is asked: week 1, months 1, 3 and 6 unless the giver says otherwise."""
    handed_over = timezone.localdate(adoption.handed_over_at)
    rows = []
    for count in days or settings.FOLLOW_UP_DAYS:
        row = FollowUp(adoption=adoption, due_on=handed_over + timedelta(days=count))
        row.token_hash = _hash(token(row))
        rows.append(row)
    FollowUp.objects.bulk_create(rows)


def cancel_plan(*, adoption):
    """The animal came back: nobody is asked any more."""
    waiting = FollowUp.objects.filter(adoption=adoption).exclude(state__in=[State.ANSWERED, State.CANCELLED])
    return waiting.update(state=State.CANCELLED)


def send_due(now):
    """Due work: the planned whose day has come are asked. Returns how many."""
    today = timezone.localdate(now)
    return _each(FollowUp.objects.filter(state=State.PLANNED, due_on__lte=today), _ask, now)


def remind_overdue(now):
    """Due work: a week without news brings a reminder, and the follow-up counts as overdue. Returns how many."""
    return _each(FollowUp.objects.filter(state=State.SENT, sent_at__lte=now - OVERDUE_AFTER), _remind, now)


def tell_givers(now):
    """Due work: if the reminder brought nothing either, the giver is told, once. Returns how many."""
    silent = FollowUp.objects.filter(
        state=State.OVERDUE, reminded_at__lte=now - GIVER_TOLD_AFTER, reminded_at__gt=now - ASKED_FOR
    )
    rows = list(silent.select_related("adoption__application__post__giver").order_by("pk")[:200])
    keys = [_key(row, "overdue") for row in rows]
    told = set(Notification.objects.filter(event_key__in=keys).values_list("event_key", flat=True))
    fresh = [row for row in rows if _key(row, "overdue") not in told]
    for row in fresh:
        _tell(row, "follow_up_overdue", row.adoption.application.post.giver, "overdue")
    return len(fresh)


def by_token(secret):
    """The follow-up that a mailed link opens. Raises Missing."""
    row = FollowUp.objects.filter(token_hash=_hash(secret)).select_related("adoption__application__post__giver").first()
    if row is None:
        raise Missing
    return row


def answer(*, mood, words="", weight=None, files=(), story_consent=False, token=None, follow_up=None, by=None):
    """Send news: by whoever holds the mailed link, or by the signed-in adopter. Returns the follow-up."""
    follow_up = by_token(token) if token is not None else _own(follow_up, by)
    _require_answerable(follow_up)
    words = words.strip()
    _require_sane(mood, words, weight)
    adopter = follow_up.adoption.application.applicant
    return _answer(follow_up, mood, words, weight, attachments.take(files, owner=adopter), story_consent)


@retry_deadlocks
@transaction.atomic
def _answer(follow_up, mood, words, weight, taken, story_consent):
    now = timezone.now()
    waiting = FollowUp.objects.filter(pk=follow_up.pk, state__in=[State.SENT, State.OVERDUE])
    if not waiting.update(state=State.ANSWERED, mood=mood, words=words, weight=weight, answered_at=now):
        raise Conflict(_("You have already told us. Thank you."), code="answered")
    follow_up.refresh_from_db()
    application = follow_up.adoption.application
    attachments.attach(taken, owner=application.applicant, follow_up=follow_up)
    if story_consent:
        Adoption.objects.filter(pk=follow_up.adoption_id, story_consent_at=None).update(story_consent_at=now)
    _tell(follow_up, "follow_up_received", application.post.giver, "received")
    return follow_up


def _ask(row, now):
    if FollowUp.objects.filter(pk=row.pk, state=State.PLANNED).update(state=State.SENT, sent_at=now):
        _tell(row, "follow_up_due", row.adoption.application.applicant, "due")


def _remind(row, now):
    if FollowUp.objects.filter(pk=row.pk, state=State.SENT).update(state=State.OVERDUE, reminded_at=now):
        _tell(row, "follow_up_due", row.adoption.application.applicant, "reminder", is_reminder=True)


def _each(rows, act, now):
    """Each in a transaction of its own: whoever changes the row tells of it."""
    related = rows.select_related("adoption__application__applicant", "adoption__application__post__giver")
    chosen = list(related.order_by("due_on")[:200])
    for row in chosen:
        with transaction.atomic():
            act(row, now)
    return len(chosen)


def _tell(row, kind, person, occasion, **data):
    notices.notify(kind=kind, recipients=[person], ref=row, event_key=_key(row, occasion), data=data)


def _key(row, occasion):
    return f"follow_up:{row.pk}:{occasion}"


def _own(follow_up, by):
    if by is None or follow_up.adoption.application.applicant_id != by.pk:
        raise Forbidden
    return follow_up


def _require_answerable(follow_up):
    if follow_up.state == State.PLANNED:
        day = date_format(follow_up.due_on, "DATE_FORMAT")
        raise Conflict(_("We will ask you on %(day)s.") % {"day": day}, code="not_due")
    if follow_up.state == State.ANSWERED:
        raise Conflict(_("You have already told us. Thank you."), code="answered")
    if follow_up.state == State.CANCELLED:
        raise Conflict(_("This question is no longer asked."), code="cancelled")


def _require_sane(mood, words, weight):
    errors = {}
    if mood not in FollowUp.Mood.values:
        errors["mood"] = [_("Tell us how it is going.")]
    if code_points(words) > LONGEST:
        errors["words"] = [_("At most %(limit)s characters.") % {"limit": LONGEST}]
    if weight is not None and not 0 < weight <= HEAVIEST:
        errors["weight"] = [_("The weight is in kg, between 0 and %(limit)s.") % {"limit": HEAVIEST}]
    if errors:
        raise Invalid(errors=errors)


def _hash(secret):
    return hashlib.sha256(secret.encode()).hexdigest()
