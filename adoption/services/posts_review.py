"""What a moderator decides about a post: on the shelf, back with the sentence to mend, or away.

`seen_rev` is the revision that she read: what its giver changed meanwhile is not decided unseen.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.services import audit
from adoption.models import Application, Post, PostEvent
from adoption.services import applications, locks, posts, rights
from notifications import refs
from notifications.services import notices
from petbuddy.errors import Conflict, Invalid
from petbuddy.retries import retry_deadlocks

REMOVED_FOR = timedelta(days=14)
UNDO_FOR = timedelta(minutes=10)
LOOKED = "looked at"  # the note on the event that answers a flag: nothing wrong


@retry_deadlocks
@transaction.atomic
def approve(*, post, by, seen_rev=None):
    """The post is fine: it goes on the shelf and its giver is told."""
    post = _held(post, by, seen_rev)
    if post.state != Post.State.IN_REVIEW:
        raise posts.StateChanged(_("Only a post that waits for review can be put on the list."))
    post = posts.put_on_shelf(post=post, by=by)
    _record("post.approve", post, by)
    return post


@retry_deadlocks
@transaction.atomic
def send_back(*, post, by, note, seen_rev=None):
    """Return the post to its giver with the sentence to mend."""
    note = _words(note, "note")
    post = _held(post, by, seen_rev)
    if post.state != Post.State.IN_REVIEW:
        raise posts.StateChanged(_("Only a post that waits for review can be returned."))
    post = posts.move(post=post, to=Post.State.DRAFT, by=by, note=note)
    _tell(post, "post_returned", note=note)
    _record("post.send_back", post, by, note)
    return post


@retry_deadlocks
@transaction.atomic
def remove(*, post, by, reason):
    """Take the post down, from wherever it is. Everything around it stands still until the appeal ends."""
    reason = _words(reason, "reason")
    post = posts.move(post=_held(post, by), to=Post.State.REMOVED, by=by, note=reason)
    if post.giver_id is not None:
        _tell(post, "post_removed", reason=reason)
    _record("post.remove", post, by, reason)
    return post


@retry_deadlocks
@transaction.atomic
def restore(*, post, by, note=""):
    """Back to where it was: the appeal was upheld, or the removal undone."""
    post = _held(post, by)
    post = posts.move(post=post, to=post.removed_from or Post.State.REMOVED, by=by, note=note)
    _record("post.restore", post, by, note)
    return post


@retry_deadlocks
@transaction.atomic
def undo(*, post, by):
    """Take a removal back, within ten minutes; later it takes an appeal."""
    if not is_undoable(_held(post, by)):
        raise Conflict(_("A removal can be undone for ten minutes; after that its giver has to appeal."))
    return restore(post=post, by=by, note="undone")


@retry_deadlocks
@transaction.atomic
def clear(*, post, by, seen_rev=None):
    """A flagged post that is on the shelf is fine: it leaves the queue until something new is flagged."""
    post = _held(post, by, seen_rev)
    if post.state in (Post.State.DRAFT, Post.State.IN_REVIEW, Post.State.REMOVED):
        raise posts.StateChanged(_("This post is not on the list."))
    PostEvent.objects.create(post=post, actor=by, from_state=post.state, to_state=post.state, note=LOOKED)
    _record("post.clear", post, by)
    return post


def close_removed(now):
    """Due work: 14 days after a removal that stood, the applications close. Returns how many posts."""
    old = PostEvent.objects.filter(to_state=Post.State.REMOVED, at__lte=now - REMOVED_FOR)
    removed = Post.objects.filter(state=Post.State.REMOVED, applications__is_open=True, events__in=old).distinct()
    count = 0
    for post in removed[:100]:
        with transaction.atomic():
            post = locks.post(post.pk)
            last = post.events.filter(to_state=Post.State.REMOVED).order_by("-at").first()
            if post.state == Post.State.REMOVED and last.at <= now - REMOVED_FOR:
                count += bool(applications.close_others(post=post, reason=Application.ClosedReason.POST_REMOVED))
    return count


def is_undoable(post):
    """A removal can be undone for ten minutes without an appeal."""
    if post.state != Post.State.REMOVED:
        return False
    last = post.events.filter(to_state=Post.State.REMOVED).order_by("-at").first()
    return last is not None and timezone.now() - last.at <= UNDO_FOR


def _held(post, by, seen_rev=None):
    rights.require(by, "adoption.review_post", post)
    post = locks.post(post.pk)
    rights.require_impartial(by, post.giver)
    if seen_rev is not None and post.rev != seen_rev:
        raise Conflict(_("The post has changed since you opened it. Look at it again, then decide."), code="changed")
    return post


def _words(text, field):
    text = (text or "").strip()
    if not text:
        raise Invalid(errors={field: [_("Say why: the giver reads this sentence.")]})
    return text[:1000]


def _tell(post, kind, **data):
    event = post.events.order_by("-pk").first()
    notices.notify(
        kind=kind, recipients=[post.giver], ref=post, event_key=f"post:{post.pk}:event:{event.pk}:{kind}", data=data
    )


def _record(action, post, by, note=""):
    audit.record(action=action, by=by, ref=refs.of(post), note=note)
