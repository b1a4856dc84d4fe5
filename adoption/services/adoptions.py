"""After the hand-over: the adoption begins with its plan, and ends if the animal comes back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from adoption.models import Adoption, Post
from adoption.services import application_moves, followups, locks, posts, rights
from petbuddy.errors import Conflict
from petbuddy.retries import retry_deadlocks


def begin(*, application):
    """The pet has moved in: from now on its adopter is asked how it is going."""
    adoption = Adoption.objects.create(application=application, handed_over_at=timezone.now())
    followups.plan(adoption=adoption)
    return adoption


@retry_deadlocks
@transaction.atomic
def take_back(*, adoption, by, note=""):
    """The animal came back to the giver: the plan ends and the post waits, paused. Nobody is blamed."""
    post = locks.post(adoption.application.post_id)
    rights.require(by, "adoption.decide_applications", post)
    if not Adoption.objects.filter(pk=adoption.pk, returned_at=None).update(returned_at=timezone.now()):
        raise Conflict(_("This pet has already come back."), code="already_returned")
    adoption.refresh_from_db()
    followups.cancel_plan(adoption=adoption)
    application_moves.record(application=adoption.application, by=by, what="returned", note=note)
    posts.move(post=post, to=Post.State.PAUSED, by=by, note=note)
    return adoption
