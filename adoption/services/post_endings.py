"""What ends or narrows a post and with it the applications: withdrawing it, making it private."""

from django.db import transaction
from django.utils.translation import gettext as _

from adoption.models import Application, Post
from adoption.services import applications, locks, photo_places, posts, rights
from petbuddy.errors import Conflict, Invalid
from petbuddy.retries import retry_deadlocks


@retry_deadlocks
@transaction.atomic
def withdraw(*, post, by, note=""):
    """Take the post back. Whoever applied is told kindly; it can become a draft again."""
    rights.require(by, "adoption.manage_post", post)
    post = locks.post(post.pk)
    posts.move(post=post, to=Post.State.WITHDRAWN, by=by, note=note)
    applications.close_others(post=post, reason=Application.ClosedReason.POST_WITHDRAWN, by=by)
    return post


@retry_deadlocks
@transaction.atomic
def set_visibility(*, post, visibility, by):
    """Public, unlisted or private. Made private: likers lose sight of it, who applied stays, drafts close."""
    rights.require(by, "adoption.manage_post", post)
    if visibility not in Post.Visibility.values:
        raise Invalid(errors={"visibility": [_("Choose who may see the post.")]})
    post = locks.post(post.pk)
    if post.is_shelter:
        raise Conflict(_("Shelter animals are always public."))
    if post.visibility == visibility:
        return post
    post.visibility = visibility
    post.save(update_fields=["visibility"])
    if visibility == Post.Visibility.PRIVATE:
        close_drafts_out_of_sight(post, by)
    photo_places.follow(post)
    posts.touch(post)
    return post


def close_drafts_out_of_sight(post, by):
    """Under the post's lock: what somebody began who may no longer see the post is closed; what was sent goes on."""
    drafts = Application.objects.select_for_update().filter(post=post, state=Application.State.DRAFT)
    for draft in drafts.order_by("pk"):
        if not draft.applicant.has_perm("adoption.view_post", post):
            reason = Application.ClosedReason.POST_WITHDRAWN
            applications.end(draft, Application.State.CLOSED, by, closed_reason=reason)
