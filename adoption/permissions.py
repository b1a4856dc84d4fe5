"""Rights on posts, applications, slots and talks, derived from what people did: like, apply, give.

The one door: `user.has_perm("adoption.<codename>", obj)`. Lists come from `…_visible_to(user)`; whoever may not know of
a thing gets the same 404 as for one that does not exist.
"""

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from guardian.shortcuts import assign_perm, remove_perm

from accounts.models import User
from accounts.selectors.blocks import is_blocked_between
from adoption.models import Application, Booking, Conversation, Like, Post, PostGroupPermission, PostUserPermission
from forms_builder.models import Submission
from petbuddy.errors import Forbidden, Missing

SHOWN = Post.SHOWN


class AdoptionRightsBackend:
    """Decides the derived rights, alone; asks the database each time, so a change holds at once."""

    def authenticate(self, request, **credentials):
        return None

    def has_perm(self, user_obj, perm, obj=None):
        rule = RULES.get((perm, type(obj)))
        if rule is None:
            return False
        if user_obj.is_active and rule(user_obj, obj):
            return True
        raise PermissionDenied  # nobody else is asked: being staff or operator opens nobody's things


def is_giver(user, post):
    """Also while she is suspended: she goes on reading. That she may not act, services.rights asks."""
    return post.giver_id == user.pk


def may_apply(user, post):
    """The like grants the form; never one's own post, never across a block; only a verified e-mail."""
    return (
        user.is_verified
        and not user.is_suspended
        and post.giver_id is not None
        and post.giver_id != user.pk
        and Like.objects.filter(post=post, adopter=user).exists()
        and not is_blocked_between(user, post.giver_id)
    )


def may_view(user, post):
    if post.giver_id == user.pk:
        return True
    if post.state == Post.State.REMOVED:
        return has_sent(user, post)
    if post.state not in SHOWN:
        return False
    if post.visibility != Post.Visibility.PRIVATE:
        return True
    return is_admitted(user, post)


def is_admitted(user, post):
    """Invited to a private post, or an applicant who had already sent when it became private."""
    return Post.objects.filter(_opened_to(user), pk=post.pk).exists() or has_sent(user, post)


def _opened_to(user):
    """Guardian's rows that open a post to this person, herself or through a group, as a condition on posts."""
    rows = {"content_object": OuterRef("pk"), "permission__codename": "view_post"}
    own = PostUserPermission.objects.filter(**rows, user=user)
    shared = PostGroupPermission.objects.filter(**rows, group__user=user)
    return Q(Exists(own)) | Q(Exists(shared))


def has_sent(user, post):
    """Did she ever send an application? A draft that was closed or thrown away opens nothing."""
    return Application.objects.filter(post=post, applicant=user, submitted_at__isnull=False).exists()


def may_book(user, post):
    """An open application of one's own; or the like, where the giver opened a slot to everyone who likes the post."""
    if user.is_suspended or not user.is_verified or post.giver_id in (None, user.pk):
        return False
    if is_blocked_between(user, post.giver_id):
        return False
    live = Application.objects.filter(
        post=post,
        applicant=user,
        state__in=[
            Application.State.SUBMITTED,
            Application.State.UNDER_REVIEW,
            Application.State.SHORTLISTED,
            Application.State.RESERVED,
        ],
    )
    return live.exists() or (post.visits_open_to_likers and Like.objects.filter(post=post, adopter=user).exists())


def is_party(user, application):
    return user.pk in (application.applicant_id, application.post.giver_id)


def deals_with(user, person):
    """The two sides of an application that was sent, whatever became of it."""
    sent = Application.objects.filter(submitted_at__isnull=False)
    sides = Q(applicant=user, post__giver=person) | Q(applicant=person, post__giver=user)
    return person.erased_at is None and sent.filter(sides).exists()


def may_see_picture(user, person):
    return deals_with(user, person) and not is_blocked_between(user, person)


RULES = {
    ("accounts.block_person", User): deals_with,
    ("accounts.view_avatar", User): may_see_picture,
    ("adoption.view_post", Post): may_view,
    ("adoption.manage_post", Post): is_giver,
    ("adoption.decide_applications", Post): is_giver,
    ("adoption.apply_to_post", Post): may_apply,
    ("adoption.book_visit", Post): may_book,
    ("adoption.view_application", Application): is_party,
    ("adoption.view_conversation", Conversation): lambda user, talk: is_party(user, talk.application),
    ("adoption.view_booking", Booking): lambda user, booking: user.pk in (booking.adopter_id, booking.post.giver_id),
}


def posts_visible_to(user):
    """Posts whose page this person may open by its address. `user` may be anonymous or None."""
    shown = Q(state__in=SHOWN) & ~Q(visibility=Post.Visibility.PRIVATE)
    if user is None or not user.is_authenticated:
        return Post.objects.filter(shown)
    sent = Application.objects.filter(post=OuterRef("pk"), applicant=user, submitted_at__isnull=False)
    admitted = (Q(state__in=SHOWN) & _opened_to(user)) | (
        (Q(state__in=SHOWN) | Q(state=Post.State.REMOVED)) & Exists(sent)
    )
    return Post.objects.filter(shown | Q(giver=user) | admitted)


def applications_visible_to(user):
    """One's own, and what was sent to one's own posts. A draft is the applicant's alone."""
    received = Q(post__giver=user) & ~Q(state=Application.State.DRAFT) & Q(submitted_at__isnull=False)
    return Application.objects.filter(Q(applicant=user) | received)


def submissions_visible_to(user):
    """Own answers, and those of applications to one's own posts that were sent and not withdrawn."""
    return Submission.objects.filter(
        Q(respondent=user) | Q(application__post__giver=user, submitted_at__isnull=False, withheld_at__isnull=True)
    )


def admit(*, post, user):
    """Open a private post to `user`."""
    assign_perm("adoption.view_post", user, post)


def dismiss(*, post, user):
    remove_perm("adoption.view_post", user, post)


def require(user, codename, obj):
    """Go on only with this right: Missing for whoever may not know of the thing, Forbidden for whoever may see it."""
    if user.has_perm(codename, obj):
        return
    kind = type(obj)._meta.model_name
    may_know = user.has_perm(f"adoption.view_{kind}", obj) or (kind == "post" and user.has_perm("adoption.review_post"))
    raise Forbidden if may_know else Missing
