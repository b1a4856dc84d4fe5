"""Applications, visits and follow-ups that a person may read, found by the names in addresses."""

from django.db.models import Q
from django.utils import timezone

from adoption.models import Attachment, Booking, FollowUp, Reservation, Slot
from adoption.permissions import applications_visible_to
from forms_builder.selectors import uploads

RELATED = ("post__giver", "applicant", "conversation")


def visible_to(user):
    """One's own applications, and those that were sent to one's own posts; what a list needs, in one query."""
    return applications_visible_to(user).select_related(*RELATED)


def filtered(user, *, role="", state="", post=""):
    """Those of them that were sent or received, are in a state, or belong to a post."""
    rows = visible_to(user)
    if role:
        rows = rows.filter(post__giver=user) if role == "giver" else rows.filter(applicant=user)
    if state:
        rows = rows.filter(state=state)
    return rows.filter(post__uid=post) if post else rows


def get_visible(uid, user):
    """One of them with everything that its page says, or None."""
    rows = applications_visible_to(user).select_related(*RELATED, "submission__version__form")
    return rows.filter(uid=uid).first()


def live_reservation(post):
    """The promise that stands, or None."""
    rows = Reservation.objects.live().filter(post=post)
    return rows.select_related("application__applicant", "agreement").first()


def next_alternate(post):
    """The highest-ranked alternate who is still waiting, or None: offered to the giver, never promoted unasked."""
    ranked = post.applications.filter(alternate_rank__isnull=False).order_by("alternate_rank", "pk")
    return ranked.select_related("applicant").first()


def answers_for(application, reader):
    """The answers and their files as this person may read them: nothing of a withdrawn or purged application."""
    submission = application.submission
    is_own = application.applicant_id == reader.pk
    if submission.purged_at or (not is_own and (submission.withheld_at or submission.is_draft)):
        return {}, []
    return submission.answers, uploads.files_of(submission)


def messages_of(conversation):
    return conversation.messages.select_related("author").prefetch_related("attachments")


def slots_of(post):
    """The coming times of a post."""
    return Slot.objects.filter(post=post, starts_at__gt=timezone.now()).order_by("starts_at")


def slot_visible(pk, user):
    """A slot of a post that this person may see, or None."""
    slot = Slot.objects.select_related("post").filter(pk=pk).first()
    return slot if slot is not None and user.has_perm("adoption.view_post", slot.post) else None


def booking_visible(uid, user):
    """A visit of one's own or to one's own pet, or None."""
    mine = Q(adopter=user) | Q(post__giver=user)
    return Booking.objects.filter(mine, uid=uid).select_related("post__giver", "adopter", "slot", "application").first()


def bookings_of(application):
    """The visits of an application, the latest first."""
    return list(application.bookings.select_related("post__giver", "adopter", "slot").order_by("-starts_at"))


def follow_ups_of(user):
    """Follow-ups that this person answers, or that tell of pets she gave."""
    application = "adoption__application"
    mine = Q(**{f"{application}__applicant": user}) | Q(**{f"{application}__post__giver": user})
    related = (f"{application}__post", f"{application}__applicant")
    return FollowUp.objects.filter(mine).select_related(*related).prefetch_related("photos")


def attachment_visible(uid, user):
    """A photo that one of the two sent the other, in a message or a follow-up, or None."""
    related = ("message__conversation__application__post", "follow_up__adoption__application__post")
    row = Attachment.objects.select_related(*related).filter(uid=uid).first()
    if row is None:
        return None
    if row.message is not None:
        application = row.message.conversation.application
    else:
        assert row.follow_up is not None  # noqa: S101  the database: exactly one of the two
        application = row.follow_up.adoption.application
    return row if user.has_perm("adoption.view_application", application) else None
