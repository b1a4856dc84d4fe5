"""The giver's board: who applied for one pet, in columns that follow from the states; the applicant never sees them."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import Count, Prefetch, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from adoption import dates, times
from adoption.form_templates import asked
from adoption.models import Application, Booking, FollowUp, Post, Reservation
from adoption.selectors import places, wishes
from adoption.services.application_moves import WAITING

State = Application.State
UNREAD = (State.SUBMITTED, State.UNDER_REVIEW)
URGENT = timedelta(hours=24)


@dataclass
class Column:
    """One column: its key, its heading, and the cards in it."""

    key: str
    title: str | Promise
    empty: str | Promise
    cards: list = field(default_factory=list)


@dataclass
class Card:
    """What the board shows of one application."""

    application: Application
    column: str
    place: str
    nearness: str
    facts: list
    booking: Booking | None
    messages: int
    unread: int
    is_noted: bool
    sent: str
    left: str
    is_urgent: bool
    definition: Any = None

    @property
    def name(self):
        return self.application.applicant.shown_name

    @property
    def visit(self):
        """The visit in a word: Sat 20 June, 14:00."""
        return dates.moment(self.booking.starts_at) if self.booking else ""

    @property
    def state(self):
        return self.application.state


def columns():
    """The four columns, empty."""
    return [
        Column("new", _("New applications"), _("New applications arrive here by themselves.")),
        Column("shortlist", _("Shortlist"), _("Applicants that you keep in the running.")),
        Column(
            "visits",
            pgettext_lazy("column of applicants", "Visits"),
            _("Applicants whom you invited, or who have booked a time."),
        ),
        Column("rest", _("Reserved and ended"), _("Reservations, and applications that have ended.")),
    ]


def received(post):
    """Every application of a post that was sent, with what a card needs, in a fixed number of queries."""
    live = Booking.objects.exclude(state=Booking.State.CANCELLED).order_by("-starts_at")
    messages = Count("conversation__messages", distinct=True)
    is_unread = Q(conversation__messages__read_at=None) & ~Q(conversation__messages__author=post.giver_id)
    unread = Count("conversation__messages", filter=is_unread, distinct=True)
    noted = Count("submission__reviews", filter=Q(submission__reviews__reviewer=post.giver_id), distinct=True)
    return (
        Application.objects.filter(post=post, submitted_at__isnull=False)
        .select_related("applicant__profile", "submission", "conversation")
        .prefetch_related("submission__version", Prefetch("bookings", live, to_attr="visits_of_hers"))
        .annotate(message_count=messages, unread_count=unread, note_count=noted)
        .order_by("-submitted_at", "-pk")
    )


def cards(post):
    """The cards of a post, the newest first."""
    now, today = timezone.now(), timezone.localdate()
    return [card(post, application, now, today) for application in received(post)]


def card(post, application, now, today):
    submission = application.submission
    is_readable = submission.withheld_at is None and submission.purged_at is None
    answers = submission.answers if is_readable else {}
    definition = submission.version.definition
    booking = next(iter(application.visits_of_hers), None)
    district = district_of(application.applicant, definition, answers)
    is_waiting = application.state == State.SUBMITTED or (
        application.state == State.UNDER_REVIEW and _is_urgent(application, now)
    )
    return Card(
        application=application,
        column=column_of(application, booking),
        place=places.district_name(district) if district else "",
        nearness=nearness(post, district),
        facts=wishes.checked(post, definition, answers, get_language() or "zh-hant", today),
        booking=booking,
        messages=application.message_count,
        unread=application.unread_count,
        is_noted=bool(application.note_count),
        sent=times.ago(application.submitted_at, now),
        left=times.left(application.reply_by, now) if is_waiting and application.reply_by else "",
        is_urgent=_is_urgent(application, now),
        definition=definition,
    )


def sorted_into_columns(found):
    """The columns with their cards; a promise and an adoption stand first among the rest."""
    made = columns()
    for each in found:
        next(column for column in made if column.key == each.column).cards.append(each)
    rank = {State.RESERVED: 0, State.ADOPTED: 0}
    made[0].cards.sort(key=lambda each: each.application.state != State.SUBMITTED)
    made[3].cards.sort(key=lambda each: rank.get(each.application.state, 1))
    return made


def column_of(application, booking):
    """Which column follows from the state: nobody has to sort by hand."""
    if application.state in UNREAD:
        return "new"
    if application.state == State.SHORTLISTED:
        return "visits" if booking is not None or application.invited_at is not None else "shortlist"
    return "rest"


def district_of(person, definition, answers):
    """The code of the district that she told: in her answers, else in her profile."""
    question = asked(definition).get("home.area")
    area = answers.get(question["id"]) if question else None
    told = area.get("district", "") if isinstance(area, dict) else ""
    profile = getattr(person, "profile", None)
    return told or (profile.district if profile else "")


def nearness(post, district):
    """The same district, or the same county; never a distance."""
    if not district or post.district is None:
        return ""
    if district == post.district.code:
        return _("same district")
    return _("same county or city") if district.partition("-")[0] == post.county_code else ""


def waiting_by_rank(post, *, but=None):
    """Who would come next: alternates by rank, then by readiness and date."""
    rows = Application.objects.filter(post=post, state__in=WAITING).select_related("applicant__profile")
    if but is not None:
        rows = rows.exclude(pk=but.pk)
    readiness = {State.SHORTLISTED: 0, State.UNDER_REVIEW: 1, State.SUBMITTED: 2}
    return sorted(rows, key=lambda row: (row.alternate_rank or 1000, readiness[row.state], row.submitted_at))


def promise_of(post):
    """The live reservation with its agreement and applicant, or None."""
    related = ("application__applicant", "agreement", "post__giver")
    return Reservation.objects.live().filter(post=post).select_related(*related).first()


def next_alternate(post):
    """After a promise that did not hold: the highest-ranked who is still open, for the giver to choose. Or None."""
    if post.state != Post.State.PUBLISHED:
        return None
    broken = [Reservation.EndReason.UNDONE, Reservation.EndReason.WITHDRAWN]
    last = Reservation.objects.filter(post=post).order_by("-pk").first()
    if last is None or last.end_reason not in broken:
        return None
    ranked = Application.objects.filter(post=post, state__in=WAITING, alternate_rank__isnull=False)
    others = ranked.exclude(pk=last.application_id).select_related("applicant")
    return others.order_by("alternate_rank").first()


def after_adoption(post):
    """The news of an adopted pet: (adoption, its follow-ups with photos), or (None, [])."""
    if post.state != Post.State.ADOPTED:
        return None, []
    rows = FollowUp.objects.filter(
        adoption__application__post=post, adoption__returned_at=None, adoption__application__state=State.ADOPTED
    )
    found = list(rows.select_related("adoption__application__applicant").prefetch_related("photos"))
    return (found[0].adoption if found else None), found


def sent_before(application):
    """How many applications this person sent before this one, to anybody."""
    earlier = Application.objects.filter(applicant=application.applicant_id, submitted_at__lt=application.submitted_at)
    return earlier.count()


def _is_urgent(application, now):
    return application.reply_by is not None and application.reply_by - now < URGENT
