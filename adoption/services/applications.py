"""An application from the first question to its end: what the applicant does, and what the giver answers."""

from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.services import limits
from accounts.standing import require_staying
from adoption import kind_words
from adoption.models import Application, Conversation, Post, Reservation
from adoption.services import alternates, application_moves, draft_questions, locks, rights, visits
from adoption.services.application_moves import NotPossibleNow, move, tell_applicant, tell_giver
from forms_builder.services import submissions
from notifications.services import live
from petbuddy.errors import Conflict, Forbidden, Invalid, Missing
from petbuddy.retries import retry_deadlocks

State = Application.State
DRAFT_KEPT_DAYS = 30


class NotTaking(Conflict):
    """The post takes no new applications at the moment."""

    code = "not_taking"


@limits.limited("apply")
@retry_deadlocks
@transaction.atomic
def start(*, post, by):
    """Open the form for someone who likes the pet: the draft she left, or a new one."""
    locks.person(by.pk)  # the limit of open applications is hers over all posts: two at once must see each other
    post = locks.post(post.pk)
    open_one = Application.objects.filter(post=post, applicant=by, is_open=True).first()
    if open_one is not None:
        return draft_questions.bring_along(open_one, by) if open_one.state == State.DRAFT else open_one
    _require_may_start(post, by)
    if post.form is None or post.form.live_version is None:
        raise submissions.FormClosed(submissions.NOT_NOW)
    submission = submissions.start(
        version=post.form.live_version, respondent=by, language=get_language() or settings.LANGUAGE_CODE
    )
    application = Application.objects.create(post=post, applicant=by, submission=submission)
    _count_opening(post)
    return application


def form_for(*, post, by):
    """The version that this person fills in from now on: that of her open draft while it counts, else the live one."""
    _require_may_apply(post, by)
    draft = Application.objects.filter(post=post, applicant=by, state=State.DRAFT).select_related("submission").first()
    if draft is not None:
        return draft_questions.version_for(draft)
    if post.form is None or not post.form.takes_answers:
        raise submissions.FormClosed(submissions.NOT_NOW)
    return post.form.live_version


def draft_version(*, application, by):
    """The questions to which files may still be added."""
    _require_own(application, by)
    if application.state != State.DRAFT:
        raise submissions.AlreadySent
    return application.submission.version


@retry_deadlocks
@transaction.atomic
def save_answers(*, application, by, client, seq, changes):
    """Keep what she typed in a draft: {question id: answer}. Returns the submission.

    One that ended while she wrote takes her last words too: they are hers to read until they are purged. If the clock
    had ended it, they are no longer those that nobody went on with.
    """
    _require_own(application, by)
    if application.submitted_at is not None or application.submission.purged_at is not None:
        raise submissions.AlreadySent
    saved = submissions.save(submission=application.submission, client=client, seq=seq, changes=changes, by=by)
    if saved.ended_on is not None and saved.purge_on == saved.ended_on:
        submissions.set_purge(submission=saved, days=DRAFT_KEPT_DAYS)
    return saved


@retry_deadlocks
@transaction.atomic
def start_again(*, application, by):
    """She begins anew: her draft is empty. Returns the submission."""
    _require_own(application, by)
    if application.state != State.DRAFT:
        raise submissions.AlreadySent
    return submissions.empty(submission=application.submission, by=by)


@limits.limited("apply")
@retry_deadlocks
@transaction.atomic
def submit(*, application, by):
    """Send the application: the answers freeze, the giver is told, the two can talk. Twice is once."""
    post = locks.post(application.post_id)
    application = locks.application(application.pk)
    _require_own(application, by)
    if application.submitted_at is not None and not application.has_ended:
        return application
    if application.state != State.DRAFT:
        raise NotPossibleNow
    _require_taking(post)
    _require_may_apply(post, by)
    draft_questions.require_same_form(application, post)
    submissions.submit(submission=application.submission, by=by)
    now = timezone.now()
    reply_by = now + timedelta(days=settings.REPLY_DAYS)
    move(application=application, to=State.SUBMITTED, by=by, submitted_at=now, reply_by=reply_by)
    Conversation.objects.get_or_create(application=application)
    tell_giver(application, "application_submitted", "submitted")
    tell_applicant(application, "application_sent", "sent")
    return application


@retry_deadlocks
@transaction.atomic
def mark_read(*, application, by):
    """The first look of the giver, or of whom she lets review, is the read receipt; later looks change nothing."""
    if application.state != State.SUBMITTED or by.is_suspended:
        return application
    post, application = locks.post(application.post_id), locks.application(application.pk)
    is_first = application.state == State.SUBMITTED and _reviews(application, by)
    if not is_first or post.state == Post.State.REMOVED:
        return application
    return move(application=application, to=State.UNDER_REVIEW, by=by, read_at=timezone.now())


@retry_deadlocks
@transaction.atomic
def shortlist(*, application, by):
    """Keep this applicant in the running."""
    application = _for_decision(application, by)
    return move(application=application, to=State.SHORTLISTED, by=by, **_read(application))


@retry_deadlocks
@transaction.atomic
def invite(*, application, by):
    """Ask the applicant to choose a time for a visit; what she then books is confirmed at once."""
    application = _for_decision(application, by)
    if application.state in (State.SUBMITTED, State.UNDER_REVIEW):
        fields = {"invited_at": timezone.now(), **_read(application)}
        move(application=application, to=State.SHORTLISTED, by=by, is_told=False, **fields)
    elif application.state in (State.SHORTLISTED, State.RESERVED):
        Application.objects.filter(pk=application.pk).update(invited_at=timezone.now())
        application.refresh_from_db()
    else:
        raise NotPossibleNow
    event = application_moves.record(application=application, by=by, what="invited")
    tell_applicant(application, "visit_invited", f"event:{event.pk}")
    return application


@retry_deadlocks
@transaction.atomic
def decline(*, application, by, reason, note=""):
    """Say no with a reason and kind words; her visit is cancelled."""
    application = _for_decision(application, by)
    if reason not in kind_words.REASONS:
        raise Invalid(errors={"reason": [_("Please choose a reason.")]})
    words = note.strip() or kind_words.words_for(application, reason)
    return end(application, State.DECLINED, by, note=words, decline_reason=reason, **_read(application))


@retry_deadlocks
@transaction.atomic
def reconsider(*, application, by):
    """Back among those being read: from the shortlist, or, after second thoughts, from a decline."""
    application = _for_decision(application, by)
    if application.state == State.SUBMITTED:
        return mark_read(application=application, by=by)
    if application.state == State.DECLINED:
        _require_second_thoughts(application)
        submissions.keep(submission=application.submission)
    try:
        with transaction.atomic():
            return move(application=application, to=State.UNDER_REVIEW, by=by, decline_reason="")
    except IntegrityError:  # she began another one in this very moment
        raise NotPossibleNow


@transaction.atomic
def withdraw_draft(*, post, by):
    """The like was taken back: a draft goes with it; what was sent stays."""
    draft = Application.objects.select_for_update().filter(post=post, applicant=by, state=State.DRAFT).first()
    if draft is not None:
        end(draft, State.WITHDRAWN, by)
    return draft


@transaction.atomic
def close_others(*, post, reason, by=None, keep=None):
    """The post ends: every open application but `keep` is closed and told kindly, and no promise or visit stays."""
    post = locks.post(post.pk)
    others = Application.objects.select_for_update().filter(post=post, is_open=True).exclude(state=State.ADOPTED)
    if keep is not None:
        others = others.exclude(pk=keep.pk)
    Reservation.objects.live().filter(post=post).exclude(application=keep).update(
        ended_at=timezone.now(), end_reason=Reservation.EndReason.POST_ENDED
    )
    closed = list(others.order_by("pk"))
    for application in closed:
        end(application, State.CLOSED, by, closed_reason=reason)
    visits.cancel_all(post=post, by=by, keep=keep)
    return closed


def end(application, to, by, note="", *, draft_days=DRAFT_KEPT_DAYS, **fields):
    """An end has consequences: visits are cancelled, and the answers get the day on which they go."""
    was_draft, was_ranked = application.state == State.DRAFT, application.alternate_rank is not None
    visits.cancel_of(application=application, by=by)
    move(application=application, to=to, by=by, note=note, **fields)
    submissions.set_purge(submission=application.submission, days=draft_days if was_draft else None)
    if to == State.WITHDRAWN:
        submissions.withhold(submission=application.submission)
        if not was_draft:
            tell_giver(application, "application_withdrawn", "withdrawn")
    if was_ranked and to != State.CLOSED:
        alternates.rank(application.post)
    return application


def _for_decision(application, by):
    """The post locked, the right asked, the application as it is now."""
    post = locks.post(application.post_id)
    rights.require(by, "adoption.decide_applications", post)
    rights.require_not_frozen(post)
    return locks.application(application.pk)


def _read(application):
    return {} if application.read_at else {"read_at": timezone.now()}


def _reviews(application, by):
    form = application.submission.version.form
    return application.post.giver_id == by.pk or by.has_perm("forms_builder.review_results", form)


def _require_own(application, by):
    rights.require_active(by)
    if application.applicant_id != by.pk:
        raise Forbidden


def _require_may_apply(post, by):
    rights.require_active(by)
    require_staying(by)
    if post.giver_id == by.pk:
        raise Forbidden(_("This is your own post."), code="own_post")
    if not by.has_perm("adoption.view_post", post):  # made private, or her invitation was taken back
        raise Missing
    if not by.has_perm("adoption.apply_to_post", post):
        raise Forbidden(_("Like this pet first; then its application form opens for you."), code="like_first")


def _require_may_start(post, by):
    _require_may_apply(post, by)
    _require_taking(post)
    mine = Application.objects.filter(applicant=by)
    here = mine.filter(post=post)
    if here.filter(state=State.DECLINED).exists():
        raise Conflict(_("You have an answer for this pet already. Others are waiting."), code="declined_before")
    if here.filter(state=State.WITHDRAWN, submitted_at__isnull=False).count() > 1:
        raise Conflict(_("You have withdrawn twice; this pet can not be applied for again."), code="withdrawn_before")
    limit = settings.OPEN_APPLICATIONS_LIMIT
    if mine.filter(is_open=True).exclude(state=State.ADOPTED).count() >= limit:
        sentence = _("You have %(limit)s open applications. Withdraw one, or wait for an answer, before the next.")
        raise Conflict(sentence % {"limit": limit}, code="too_many_open")


def _require_taking(post):
    """Only a published post takes new ones; a draft is never lost by that."""
    if post.is_open:
        return
    sentences = {
        Post.State.PAUSED: _("%(pet)s takes a short break from applications. Your draft is kept."),
        Post.State.RESERVED: _("%(pet)s is reserved for someone at the moment. Your draft is kept."),
        Post.State.ADOPTED: _("%(pet)s has found a home. Thank you for caring."),
    }
    fallback = _("%(pet)s takes no applications at the moment.")
    raise NotTaking(sentences.get(post.state, fallback) % {"pet": post.name})


def _require_second_thoughts(application):
    is_over = application.post.state not in (Post.State.PUBLISHED, Post.State.PAUSED, Post.State.RESERVED)
    others = Application.objects.filter(post=application.post_id, applicant=application.applicant_id, is_open=True)
    if is_over or others.exists():
        raise NotPossibleNow


def _count_opening(post):
    Post.objects.filter(pk=post.pk).update(form_view_count=post.form_view_count + 1)  # the row is locked
    news = {"type": "form_view", "post": post.uid, "form_view_count": post.form_view_count + 1}
    live.tell(f"user:{post.giver.uid}", news)
