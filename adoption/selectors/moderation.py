"""What moderators look at: the queue of posts by risk and age, and what stands around a post, a report, a person."""

from django.db.models import Case, Count, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from accounts.models import User
from adoption.models import Appeal, EvidencePhoto, Message, Photo, Post, PostEvent, Report, Sanction
from adoption.services.posts_review import LOOKED
from notifications import refs

State = Post.State
FLAG = "flag: "
ON_SHELF = (State.PUBLISHED, State.PAUSED, State.RESERVED)


def posts():
    """Every post with what the queue goes by: `asked_note` and `raised_note` (flags as found), `risk`, `since`."""
    events = PostEvent.objects.filter(post=OuterRef("pk")).order_by("-pk")
    asked = events.filter(to_state=State.IN_REVIEW).exclude(from_state=State.IN_REVIEW)
    raised = events.filter(note__startswith=FLAG)
    decided = Q(from_state__in=[State.IN_REVIEW, State.REMOVED]) & ~Q(from_state=F("to_state"))
    looked = events.filter(Q(note=LOOKED) | decided)
    rows = Post.objects.annotate(
        asked_at=Subquery(asked.values("at")[:1]),
        asked_note=Subquery(asked.values("note")[:1]),
        raised_at=Subquery(raised.values("at")[:1]),
        raised_note=Subquery(raised.values("note")[:1]),
        raised_key=Subquery(raised.values("pk")[:1]),
        looked_key=Coalesce(Subquery(looked.values("pk")[:1]), Value(0)),
    )
    flagged_now = Q(state=State.IN_REVIEW) & (Q(asked_note__gt="") | Q(raised_key__gt=F("looked_key")))
    return rows.annotate(
        risk=Case(When(flagged_now | _flagged(), then=Value(1)), default=Value(0)),
        since=Case(When(state=State.IN_REVIEW, then=F("asked_at")), default=Coalesce(F("raised_at"), F("created_at"))),
    )


def _flagged():
    """On the shelf, with a flag that nobody has looked at."""
    return Q(state__in=ON_SHELF, raised_key__gt=F("looked_key"))


def waiting(rows=None):
    """Posts that wait for a moderator: handed in, or flagged while on the shelf."""
    rows = posts() if rows is None else rows
    ever_flagged = PostEvent.objects.filter(note__startswith=FLAG).values("post")
    return rows.filter(Q(state=State.IN_REVIEW) | (Q(pk__in=ever_flagged) & _flagged()))


def flags_of(row):
    """The flags of a row of `posts()`, each once: money, elsewhere, photo."""
    notes = [row.asked_note if row.state == State.IN_REVIEW else "", row.raised_note]
    found = ", ".join(note.removeprefix(FLAG) for note in notes if note)
    return list(dict.fromkeys(part for part in found.split(", ") if part))


def needs_look(row):
    """Is there a flag on this post on the shelf that nobody has looked at? Any post, not only one of `posts()`."""
    return waiting().filter(pk=row.pk).exclude(state=State.IN_REVIEW).exists()


def similar(post):
    """Photos of other posts that look like one of this post's: [Photo, with its post]."""
    marks = [mark for mark in post.photos.values_list("phash", flat=True) if mark]
    photos = Photo.objects.filter(phash__in=marks).exclude(post=post)
    return list(photos.select_related("post__giver").order_by("-pk")[:12])


def history(thing):
    """What happened to a post or an application, the newest first, each event with its states in words."""
    events = list(thing.events.select_related("actor").order_by("-pk")[:100])
    names = dict(type(thing).State.choices)
    for event in events:
        event.came_from = names.get(event.from_state, "")
        event.became = names.get(event.to_state, event.to_state)
    return events


def record_of(user):
    """What a moderator knows of a person before she decides: posts, reports about her, sanctions."""
    if user is None:
        return None
    return {
        "person": user,
        "posts": Post.objects.filter(giver=user).exclude(state=State.DRAFT).count(),
        "sanctions": list(Sanction.objects.filter(user=user).select_related("by").order_by("-pk")[:10]),
        "reports": reports_about(user).count(),
    }


def reports_about(user):
    """Reports of this person or of one of her posts."""
    posts_of = [f"adoption.post:{pk}" for pk in Post.objects.filter(giver=user).values_list("pk", flat=True)]
    return Report.objects.filter(ref__in=[refs.of(user), *posts_of])


def subject_of(thing):
    """Whose doing it is: the giver of a post, the author of a message, the person herself; None for a shelter's."""
    if isinstance(thing, Post):
        return thing.giver
    if isinstance(thing, Message):
        return thing.author
    return thing if isinstance(thing, User) else None


def pictures_of(report):
    """The photos that a report shows: [{uid, kept (what is left of one that was removed), is_gone}]."""
    uids = report.evidence.get("photos", [])
    there = {str(uid) for uid in Photo.objects.filter(uid__in=uids).values_list("uid", flat=True)}
    kept = {str(row.uid): row for row in EvidencePhoto.objects.filter(uid__in=uids)}
    return [{"uid": uid, "kept": kept.get(uid), "is_gone": uid not in there and uid not in kept} for uid in uids]


def others_about(report):
    """Other reports of the same thing."""
    rows = Report.objects.filter(ref=report.ref).exclude(pk=report.pk)
    return list(rows.select_related("reporter").order_by("-pk")[:20])


def open_reports():
    """Reports without an answer, with how many others say the same (`alike`): the most and the oldest first."""
    alike = Report.objects.filter(ref=OuterRef("ref"), state=Report.State.OPEN).order_by().values("ref")
    return Report.objects.annotate(alike=Coalesce(Subquery(alike.annotate(n=Count("pk")).values("n")[:1]), Value(0)))


def open_appeals():
    return Appeal.objects.filter(answered_at=None)
