"""Reports, sanctions and appeals: anybody may say that something is wrong; a moderator answers, and can be answered."""

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.services import audit, limits, suspensions
from adoption.models import Appeal, Application, Post, PostEvent, Report, Sanction
from adoption.services import evidence, locks, posts, posts_review, rights
from notifications import refs
from notifications.services import notices
from petbuddy.errors import Conflict, Forbidden, Invalid
from petbuddy.retries import retry_deadlocks

MODERATE = "adoption.review_post"
LONGEST = 1000
SUSPENDED = "suspended"  # the note on the event that paused a post: its end gives exactly those back


@limits.limited("report")
@retry_deadlocks
@transaction.atomic
def report(*, by, thing, reason, words=""):
    """Tell the moderators of a post, person or message. What is reported is kept as it was. Twice is once."""
    rights.require_active(by)
    if reason not in Report.Reason.values:
        raise Invalid(errors={"reason": [_("Please choose a reason.")]})
    words = words.strip()
    if len(words) > LONGEST:
        raise Invalid(errors={"words": [_("At most %(limit)s characters.") % {"limit": LONGEST}]})
    ref = refs.of(thing)
    known = Report.objects.filter(reporter=by, ref=ref, state=Report.State.OPEN).first()
    if known is not None:
        return known
    if isinstance(thing, Post):
        locks.post(thing.pk)  # no photo of it goes between our look and the row that keeps it
    return Report.objects.create(reporter=by, ref=ref, reason=reason, words=words, evidence=evidence.freeze(thing))


@transaction.atomic
def answer_report(*, report, by, answer):
    """Close a report with an answer that its reporter reads."""
    _require_moderator(by)
    answer = _words(answer, "answer", 500)
    fields = {"answer": answer, "answered_by": by, "answered_at": timezone.now(), "state": Report.State.ANSWERED}
    if not Report.objects.filter(pk=report.pk, state=Report.State.OPEN).update(**fields):
        raise Conflict(_("Another moderator has answered this report."), code="answered")
    report.refresh_from_db()
    _tell("report_answered", report.reporter, report, "answered")
    audit.record(action="report.answered", by=by, ref=report, fields=["answer"])
    return report


@retry_deadlocks
@transaction.atomic
def sanction(*, user, kind, by, reason, until=None, post=None, report=None):
    """Warn a person, hide her post, or suspend her account; she is told why and may appeal."""
    _require_moderator(by)
    if kind not in Sanction.Kind.values:
        raise Invalid(errors={"kind": [_("Choose what happens.")]})
    rights.require_impartial(by, user)
    reason = _words(reason, "reason", 500)
    made = Sanction.objects.create(user=user, kind=kind, by=by, reason=reason, until=until, report=report)
    if kind == Sanction.Kind.HIDE:
        _hide(post, user, by, reason)
    if kind == Sanction.Kind.SUSPEND:
        locks.person(user.pk)
        suspensions.suspend(user=user, until=until, by=by, note=reason)
        _pause_posts(user, by)
    _tell("sanctioned", user, made, "made")
    audit.record(action=f"sanction.{kind}", by=by, ref=user, note=reason)
    return made


@retry_deadlocks
@transaction.atomic
def lift_suspensions(*, user, by, note=""):
    """Give a person back what her suspensions stopped, however many there are."""
    for row in _running(user, timezone.now()).order_by("pk"):
        lift(sanction=row, by=by, note=note)


@retry_deadlocks
@transaction.atomic
def lift(*, sanction, by, note=""):
    """End a sanction early; a suspension gives back what it stopped."""
    _require_moderator(by)
    rights.require_impartial(by, sanction.user)
    locks.person(sanction.user_id)
    if not Sanction.objects.filter(pk=sanction.pk, lifted_at=None).update(lifted_at=timezone.now()):
        return sanction
    sanction.refresh_from_db()
    if sanction.kind == Sanction.Kind.SUSPEND:
        _end_suspension(sanction.user, by, note)
    _tell("sanctioned", sanction.user, sanction, "lifted", is_lifted=True)
    audit.record(action="sanction.lifted", by=by, ref=sanction.user, note=note)
    return sanction


def end_suspensions(now):
    """Due work: a suspension whose day has come gives the paused posts back. Returns how many ended."""
    over = Sanction.objects.filter(kind=Sanction.Kind.SUSPEND, lifted_at=None, until__lte=now)
    return sum(_end_by_itself(row, now) for row in over.select_related("user")[:100])


@retry_deadlocks
@transaction.atomic
def _end_by_itself(row, now):
    locks.person(row.user_id)
    if not Sanction.objects.filter(pk=row.pk, lifted_at=None).update(lifted_at=now):
        return False
    if not _running(row.user, now).exists():
        _give_posts_back(row.user, None)
    return True


@limits.limited("report")
@transaction.atomic
def appeal(*, by, thing, words):
    """Ask for a second look at a removed post or a sanction of one's own. One open appeal each."""
    words = _words(words, "words", 2000)
    if not _may_appeal(by, thing):
        raise Forbidden
    ref = refs.of(thing)
    waiting = Appeal.objects.filter(by=by, ref=ref, answered_at=None).first()
    return waiting or Appeal.objects.create(by=by, ref=ref, words=words)


@retry_deadlocks
@transaction.atomic
def answer_appeal(*, appeal, by, is_upheld):
    """Uphold it: the post is back where it was, the sanction is lifted. Or not."""
    _require_moderator(by)
    rights.require_impartial(by, appeal.by)
    fields = {"answered_by": by, "answered_at": timezone.now(), "is_upheld": is_upheld}
    if not Appeal.objects.filter(pk=appeal.pk, answered_at=None).update(**fields):
        raise Conflict(_("Another moderator has answered this appeal."), code="answered")
    appeal.refresh_from_db()
    thing = refs.resolve(appeal.ref)
    if is_upheld and isinstance(thing, Post) and thing.state == Post.State.REMOVED:
        posts_review.restore(post=thing, by=by)
    if is_upheld and isinstance(thing, Sanction):
        lift(sanction=thing, by=by)
    _tell("report_answered", appeal.by, appeal, "answered")
    audit.record(action="appeal.answered", by=by, ref=appeal, fields=["is_upheld"])
    return appeal


def _hide(post, user, by, reason):
    if post is None or post.giver_id != user.pk:
        raise Invalid(errors={"post": [_("Choose the post to hide.")]})
    posts_review.remove(post=post, by=by, reason=reason)


def _pause_posts(user, by):
    for pk in Post.objects.filter(giver=user, state=Post.State.PUBLISHED).order_by("pk").values_list("pk", flat=True):
        posts.move(post=locks.post(pk), to=Post.State.PAUSED, by=by, note=SUSPENDED)


def _give_posts_back(user, by):
    """Only what the suspension had paused, and nobody has moved since."""
    for pk in Post.objects.filter(giver=user, state=Post.State.PAUSED).order_by("pk").values_list("pk", flat=True):
        moves = PostEvent.objects.filter(post=pk).exclude(from_state=F("to_state"))  # a flag or a look moves nothing
        last = moves.order_by("-pk").first()
        if last is not None and last.to_state == Post.State.PAUSED and last.note == SUSPENDED:
            posts.move(post=locks.post(pk), to=Post.State.PUBLISHED, by=by)


def _end_suspension(user, by, note):
    """One of them was lifted: another that still runs goes on until its own end."""
    others = _running(user, timezone.now())
    if others.exists():
        ends = list(others.values_list("until", flat=True))
        suspensions.shorten(user=user, until=None if None in ends else max(ends), by=by, note=note)
        return
    suspensions.lift(user=user, by=by, note=note)
    _give_posts_back(user, by)


def _running(user, now):
    """Suspensions that stop this person at the moment; None: until it is lifted."""
    rows = Sanction.objects.filter(user=user, kind=Sanction.Kind.SUSPEND, lifted_at=None)
    return rows.filter(Q(until=None) | Q(until__gt=now))


def _may_appeal(by, thing):
    if isinstance(thing, Sanction):
        return thing.user_id == by.pk and thing.lifted_at is None
    if isinstance(thing, Post):
        sent = Application.objects.filter(post=thing, applicant=by, submitted_at__isnull=False)
        return thing.state == Post.State.REMOVED and (thing.giver_id == by.pk or sent.exists())
    return False


def _require_moderator(by):
    if not by.has_perm(MODERATE):
        raise Forbidden


def _words(text, field, limit):
    text = text.strip()
    if not text or len(text) > limit:
        raise Invalid(errors={field: [_("Say it in a few words, at most %(limit)s characters.") % {"limit": limit}]})
    return text


def _tell(kind, person, thing, occasion, **data):
    key = f"{refs.of(thing)}:{occasion}"
    notices.notify(kind=kind, recipients=[person], ref=thing, event_key=key, data=data)
