"""Forgetting a person in posts, applications, visits and talks, so that the others' records stay whole.

First what is open ends by the ordinary rules, and whoever is concerned is told by them; then every word of hers goes.
"""

from django.db.models import Q
from django.utils import timezone

from accounts.services import file_removals
from adoption.models import (
    Adoption,
    Agreement,
    Application,
    ApplicationEvent,
    Attachment,
    Booking,
    FollowUp,
    Invitation,
    Like,
    Message,
    OpeningHours,
    Post,
    PostUserPermission,
    Reservation,
    SavedSearch,
)
from adoption.personal_data import erasing_posts, erasing_trust
from adoption.services import agreements, applications, followups, likes, reservations, visits

State = Application.State


def erase(user):
    _hold_posts(user)
    _end_as_adopter(user)
    _end_follow_ups(user)
    erasing_posts.end(user)
    _forget_words(user)
    erasing_posts.forget(user)
    erasing_trust.forget(user)
    SavedSearch.objects.filter(adopter=user).delete()
    OpeningHours.objects.filter(giver=user).delete()
    Invitation.objects.filter(Q(user=user) | Q(email=user.email)).delete()
    PostUserPermission.objects.filter(user=user).delete()


def _hold_posts(user):
    """Every post that a step below decides about, always in the same order: no two of these wait for each other."""
    concerned = (
        Q(giver=user)
        | Q(pk__in=Application.objects.filter(applicant=user, is_open=True).values("post"))
        | Q(pk__in=Booking.objects.filter(adopter=user, is_live=True).values("post"))
        | Q(pk__in=Like.objects.filter(adopter=user).values("post"))
    )
    keys = sorted(Post.objects.filter(concerned).values_list("pk", flat=True))
    list(Post.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk", flat=True))


def _end_as_adopter(user):
    open_ones = Application.objects.select_for_update().filter(applicant=user, is_open=True)
    for application in open_ones.exclude(state=State.ADOPTED).order_by("post", "pk"):
        if application.state == State.RESERVED:
            _end_promise(application)
        applications.end(application, State.WITHDRAWN, None)
    visits.cancel_all_of(adopter=user)
    likes.take_back_all_of(adopter=user)


def _end_promise(application):
    """The pet is free again; where a moderator took the post down it comes back, if it does, without the promise."""
    post = application.post
    if post.state == Post.State.RESERVED:
        reservations.end(post=post, reason=Reservation.EndReason.WITHDRAWN, by=None)
        return
    Reservation.objects.live().filter(post=post, application=application).update(
        ended_at=timezone.now(), end_reason=Reservation.EndReason.WITHDRAWN
    )
    Post.objects.filter(pk=post.pk, removed_from=Post.State.RESERVED).update(removed_from=Post.State.PUBLISHED)


def _end_follow_ups(user):
    """Nobody is asked, or told, any more; what the adopter's story said is hers and goes."""
    for adoption in Adoption.objects.filter(_party(user, "application__")):
        followups.cancel_plan(adoption=adoption)
    hers = Adoption.objects.filter(application__applicant=user)
    FollowUp.objects.filter(adoption__in=hers).exclude(words="").update(words="")
    hers.update(story_consent_at=None)


def _forget_words(user):
    """What she wrote to others goes too: people write phone numbers and names into talks and notes."""
    for file in Attachment.objects.filter(owner=user):
        file_removals.promise_all_of(file)
    Attachment.objects.filter(owner=user).delete()
    Message.objects.filter(author=user).update(text="", flags=[])
    ApplicationEvent.objects.filter(Q(actor=user) | Q(application__applicant=user)).update(note="")
    for agreement in Agreement.objects.filter(_party(user, "reservation__application__")):
        agreements.forget(agreement=agreement, person=user)


def _party(user, path):
    return Q(**{f"{path}applicant": user}) | Q(**{f"{path}post__giver": user})
