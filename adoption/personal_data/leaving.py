"""The seven days in which somebody can change her mind: her posts pause, and come back if she stays."""

from django.db.models import F

from adoption.models import Post, PostEvent
from adoption.services import locks, posts, trust

State = Post.State
# From the shelf to the side of it, and back. What waits for a moderator is taken back: she would look in vain.
QUIET = {State.PUBLISHED: State.PAUSED, State.IN_REVIEW: State.DRAFT}
BACK = {there: here for here, there in QUIET.items()}


def leave(user):
    for post in _posts(user, QUIET):
        posts.move(post=post, to=QUIET[post.state], by=user, note=posts.LEAVING)


def stay(user):
    """Only what leaving had quieted, and nobody has moved since."""
    for post in _posts(user, BACK):
        if _was_quieted(post):
            post = posts.move(post=post, to=BACK[post.state], by=user)
            if user.is_suspended and post.state == State.PUBLISHED:  # the end of the suspension gives it back
                posts.move(post=post, to=State.PAUSED, by=None, note=trust.SUSPENDED)


def _posts(user, states):
    keys = list(Post.objects.filter(giver=user, state__in=states).order_by("pk").values_list("pk", flat=True))
    held = (locks.post(pk) for pk in keys)
    return [post for post in held if post.state in states]


def _was_quieted(post):
    moves = PostEvent.objects.filter(post=post).exclude(from_state=F("to_state"))  # a flag or a look moves nothing
    last = moves.order_by("-pk").first()
    return last is not None and last.to_state == post.state and last.note == posts.LEAVING
