""" "Is the pet still waiting?": asked a week after the last yes, and a post that nobody answers for is paused."""

from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from adoption.models import Post, PostEvent
from adoption.services import locks, posts
from notifications.services import notices
from petbuddy.errors import Gone, Invalid
from petbuddy.retries import retry_deadlocks

ASK_AFTER = timedelta(days=7)
PAUSE_AFTER = timedelta(days=14)
LINK_LASTS = timedelta(days=30)
SALT = "adoption.still-there"
ASKED = "asked"  # note of the event that says when we asked
BATCH = 200


def send_due(now):
    """Due work: ask who has not confirmed for 7 days, pause what stayed silent for 14. Returns how many."""
    return ask_due(now) + pause_due(now)


def ask_due(now):
    asked = PostEvent.objects.filter(post=OuterRef("pk"), note=ASKED, at__gte=OuterRef("confirmed_at"))
    stale = _stale(now - ASK_AFTER).filter(~Exists(asked), confirmed_at__gt=now - PAUSE_AFTER)
    return sum(_ask(post, now) for post in stale.select_related("giver").order_by("confirmed_at", "pk")[:BATCH])


def pause_due(now):
    count = 0
    for pk in list(_stale(now - PAUSE_AFTER).order_by("confirmed_at", "pk").values_list("pk", flat=True)[:BATCH]):
        count += _pause(pk, now)
    return count


def link_token(post):
    """What the mail's link carries: which post, and nothing that a person must keep secret for longer than 30 days."""
    return signing.dumps(post.uid, salt=SALT, compress=True)


def post_of(token):
    """The post that a mailed link is about. Raises Gone for one that is forged or older than 30 days."""
    try:
        uid = signing.loads(token, salt=SALT, max_age=LINK_LASTS)
    except signing.BadSignature:
        raise Gone from None
    post = Post.objects.select_related("giver").filter(uid=uid, source=Post.Source.GIVER).first()
    if post is None or post.giver is None or not post.giver.is_active:
        raise Gone
    return post


@retry_deadlocks
@transaction.atomic
def answer(*, post, answer):
    """One tap from the mail, as its giver: "yes", "pause" or "home". Returns what was done; saying it twice is fine."""
    by, post = post.giver, locks.post(post.pk)
    if answer == "yes":
        posts.confirm(post=post, by=by)
    elif answer == "pause":
        if post.state != Post.State.PAUSED:
            posts.pause(post=post, by=by)
    elif answer != "home":
        raise Invalid(errors={"answer": [_("Please choose one of the answers.")]})
    return answer


def _stale(before):
    return Post.objects.filter(source=Post.Source.GIVER, state=Post.State.PUBLISHED, confirmed_at__lte=before)


@retry_deadlocks
@transaction.atomic
def _ask(post, now):
    """Once for each confirmation: the event key is the date of the last yes."""
    key = f"post:{post.pk}:still_there:{post.confirmed_at:%Y%m%d%H%M%S}"
    notices.notify(kind="still_there", recipients=[post.giver], ref=post, event_key=key)
    PostEvent.objects.create(post=post, at=now, from_state=post.state, to_state=post.state, note=ASKED)
    return True


@retry_deadlocks
@transaction.atomic
def _pause(pk, now):
    post = locks.post(pk)
    if post.state != Post.State.PUBLISHED or post.confirmed_at > now - PAUSE_AFTER:
        return False  # she answered while we waited
    posts.move(post=post, to=Post.State.PAUSED, by=None, note="silent")
    return True


def was_paused_by_silence(post):
    last = PostEvent.objects.filter(post=post).order_by("-at", "-pk").first()
    return last is not None and last.to_state == Post.State.PAUSED and last.actor_id is None
