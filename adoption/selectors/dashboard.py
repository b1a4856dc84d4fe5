"""What a person finds on her own page: her pets, what waits for her today, and where her applications stand."""

from datetime import timedelta
from types import SimpleNamespace
from typing import NamedTuple

from django.db.models import Case, Count, F, FilteredRelation, IntegerField, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from adoption import dates, photo_addresses, times
from adoption.models import Application, Booking, FollowUp, Like, Post, Reservation
from adoption.models.posts import is_for_all
from adoption.permissions import posts_visible_to
from adoption.selectors import cards
from petbuddy import pictures
from petbuddy.chips import CHIPS

TASKS = 3
SOON = timedelta(hours=36)
NEWS_FOR = timedelta(days=14)
SWITCH_LENGTH = 12
ORDER = ("published", "reserved", "paused", "in_review", "draft", "adopted", "withdrawn", "removed")


class Pet(NamedTuple):
    """One post in the switcher."""

    uid: str
    name: str
    url: str
    photo: str
    text: str
    is_current: bool


class Task(NamedTuple):
    """One thing that waits: where it leads, and its words."""

    url: str
    icon: str
    tone: str
    title: str
    text: str


def pets_of(giver, current=None):
    """A giver's posts, those where something goes on first."""
    sent = Q(applications__submitted_at__isnull=False)
    order = Case(*(When(state=state, then=Value(at)) for at, state in enumerate(ORDER)), output_field=IntegerField())
    rows = (
        Post.objects.filter(giver=giver)
        .annotate(cover=FilteredRelation("photos", condition=Q(photos__is_cover=True)))
        .annotate(
            sent_count=Count("applications", filter=sent, distinct=True),
            alternate_count=Count("applications", filter=Q(applications__alternate_rank__isnull=False), distinct=True),
            order=order,
        )
        .order_by("order", "-published_at", "-pk")
        .values("uid", "name", "species", "breed", "state", "visibility", "sent_count", "alternate_count")
        .annotate(
            renditions=F("cover__renditions"),
            cover_state=F("cover__state"),
            cover_uid=F("cover__uid"),
            is_public=F("cover__is_public"),
        )
    )
    return [_pet(row, current) for row in rows[:SWITCH_LENGTH]]


def tasks_of(user):
    """At most three things that wait today, the most pressing first."""
    found = [*_to_sign(user), *_to_answer(user), *_to_choose(user), *_visits(user), *_news(user)]
    return found[:TASKS]


def applications_of(user, limit=5):
    """Her own applications that are still open, the newest first."""
    rows = Application.objects.filter(applicant=user, is_open=True).exclude(state=Application.State.ADOPTED)
    return list(rows.select_related("post").order_by("-created_at")[:limit])


def adopted_by(user):
    """Pets that moved in with her."""
    rows = Application.objects.filter(applicant=user, state=Application.State.ADOPTED, adoption__returned_at=None)
    return list(rows.select_related("post", "adoption").order_by("-adoption__handed_over_at"))


def like_count(user):
    return Like.objects.filter(adopter=user, post__in=posts_visible_to(user)).count()


def _pet(row, current):
    is_draft = row["state"] in ("draft", "in_review")
    url = f"/pets/{row['uid']}/edit/" if is_draft else reverse("adoption:board", args=[row["uid"]])
    name = cards.display_name(row)
    is_current = current is not None and row["uid"] == current.uid
    return Pet(row["uid"], name, url, _thumb(row), _pet_text(row), is_current)


def _pet_text(row):
    state = str(CHIPS["post"][row["state"]].text)
    if row["state"] == Post.State.RESERVED and row["alternate_count"]:
        count = row["alternate_count"]
        rest = ngettext("%(n)s alternate", "%(n)s alternates", count) % {"n": count}
    elif row["sent_count"]:
        rest = ngettext("%(n)s application", "%(n)s applications", row["sent_count"]) % {"n": row["sent_count"]}
    elif CHIPS["visibility"][row["visibility"]]:
        rest = str(CHIPS["visibility"][row["visibility"]].text)
    else:
        return state
    return _("%(state)s · %(rest)s") % {"state": state, "rest": rest}


def _thumb(row):
    file = SimpleNamespace(uid=row["cover_uid"], renditions=row["renditions"] or [], is_public=row["is_public"])
    small = pictures.at_least(file, 1)
    if small is None or row["cover_state"] != "ready":
        return ""
    return photo_addresses.of(file, small, for_all=is_for_all(row["state"], row["visibility"]))


def _to_sign(user):
    """A promise without this person's name under it."""
    side = Q(post__giver=user, agreement__giver_signed_at=None) | Q(
        application__applicant=user, agreement__adopter_signed_at=None
    )
    rows = (
        Reservation.objects.live().filter(side, post__state=Post.State.RESERVED).select_related("post", "application")
    )
    for row in rows[:TASKS]:
        is_giver = row.post.giver_id == user.pk
        url = reverse("adoption:reservation", args=[row.post.uid]) if is_giver else row.application.get_absolute_url()
        title = _("The agreement for %(pet)s waits for your name") % {"pet": row.post.name}
        yield Task(url, "heart", "violet", title, _("Sign by %(day)s") % {"day": dates.day(row.sign_by)})


def _to_answer(user):
    """Applications whose promised answer is due soon, one line for all of them."""
    now = timezone.now()
    rows = Application.objects.filter(
        post__giver=user,
        post__state__in=[Post.State.PUBLISHED, Post.State.PAUSED],
        state__in=[Application.State.SUBMITTED, Application.State.UNDER_REVIEW],
        invited_at=None,
    )
    due = list(rows.filter(reply_by__lt=now + SOON).select_related("post").order_by("reply_by")[:50])
    if due:
        title = ngettext("%(n)s application waits for your answer", "%(n)s applications wait for your answer", len(due))
        text = times.left(due[0].reply_by, now) or _("The promised day is over; a short answer helps.")
        url = reverse("adoption:board", args=[due[0].post.uid])
        yield Task(url, "clock", "mango", title % {"n": len(due)}, text)


def _to_choose(user):
    """An invitation that she has not answered with a time."""
    invited = Application.objects.filter(applicant=user, state=Application.State.SHORTLISTED, invited_at__isnull=False)
    for row in invited.exclude(bookings__isnull=False).select_related("post")[:TASKS]:
        title = _("Choose a time to meet %(pet)s") % {"pet": row.post.name}
        yield Task(row.get_absolute_url(), "calendar", "violet", title, _("You are invited to a visit"))


def _visits(user):
    """Visits to confirm, and the next ones."""
    now = timezone.now()
    live = Booking.objects.filter(is_live=True, ends_at__gt=now).select_related("post", "adopter", "application")
    mine = live.filter(Q(post__giver=user) | Q(adopter=user, starts_at__lt=now + SOON)).order_by("starts_at")
    for row in mine[:TASKS]:
        names = {"pet": row.post.name, "name": row.adopter.shown_name, "when": dates.moment(row.starts_at)}
        if row.post.giver_id != user.pk:
            yield Task(reverse("adoption:visits"), "calendar", "violet", _("%(when)s: meet %(pet)s") % names, "")
        elif row.state == Booking.State.BOOKED:
            title = _("%(name)s asks for a visit") % names
            yield Task(reverse("adoption:visits"), "calendar", "violet", title, _("%(when)s, for %(pet)s") % names)
        elif row.starts_at < now + SOON:
            title = _("%(when)s: a visit") % names
            yield Task(reverse("adoption:visits"), "calendar", "violet", title, _("%(name)s meets %(pet)s") % names)


def _news(user):
    """News of pets that she gave, and news that did not come."""
    since = timezone.now() - NEWS_FOR
    rows = FollowUp.objects.filter(
        Q(state=FollowUp.State.ANSWERED, answered_at__gt=since)
        | Q(state=FollowUp.State.OVERDUE, reminded_at__gt=since),
        adoption__application__post__giver=user,
        adoption__returned_at=None,
    ).select_related("adoption__application__post")
    for row in rows.order_by("-due_on")[:TASKS]:
        post = row.adoption.application.post
        url = reverse("adoption:board", args=[post.uid])
        if row.state == FollowUp.State.OVERDUE:
            title = pgettext("task", "No news of %(pet)s yet") % {"pet": post.name}
            yield Task(url, "clock", "mango", title, _("We reminded the adopter."))
        else:
            title = pgettext("task", "News of %(pet)s") % {"pet": post.name}
            yield Task(url, "heart", "plum", title, _mood_text(row))


def _mood_text(row):
    mood = str(FollowUp.Mood(row.mood).label) if row.mood else ""
    if row.weight is None:
        return mood
    return _("%(mood)s · %(weight)s kg") % {"mood": mood, "weight": row.weight.normalize()}
