"""What a person can take with her from this app: all that she gave or did here, and what was decided about her.

What others wrote to her is theirs: it stands in her talks as long as those do, and in no archive.
"""

from django.db.models import Q

from adoption.models import (
    Adoption,
    Agreement,
    Appeal,
    Application,
    ApplicationEvent,
    Attachment,
    Booking,
    FollowUp,
    Invitation,
    Like,
    Message,
    OpeningHours,
    Photo,
    Post,
    PostEvent,
    PostUserPermission,
    Report,
    Reservation,
    Sanction,
    SavedSearch,
    Slot,
)
from petbuddy.personal_data import File, rows

POST = (
    "uid",
    "state",
    "visibility",
    *("name", "species", "breed", "sex", "size", "colour", "born_on", "is_birth_estimated", "age_group"),
    *("neutered", "vaccinated", "chipped", "good_with_children", "good_with_dogs", "good_with_cats"),
    *("special_needs", "is_bonded_pair", "traits", "summary", "story", "language", "conditions"),
    *("district__name_zh", "district__county_zh", "fee", "fee_reason", "visits_open_to_likers"),
    *("created_at", "published_at", "confirmed_at"),
)
APPLICATION = (
    *("uid", "post__uid", "post__name", "state", "closed_reason", "decline_reason"),
    *("created_at", "submitted_at", "read_at", "invited_at", "ended_at"),
)


def export(user):
    return _as_giver(user) | _as_adopter(user) | _as_either(user)


def files(user):
    photos = Photo.objects.filter(owner=user, state=Photo.State.READY).order_by("pk")
    sent = Attachment.objects.filter(owner=user, state=Attachment.State.READY).order_by("pk")
    return [
        *(File(row.key, is_public=row.is_public, name=row.name) for row in photos),
        *(File(row.key, name=row.name) for row in sent),
    ]


def _as_giver(user):
    return {
        "posts": rows(Post.objects.filter(giver=user), *POST),
        "post_events": rows(
            PostEvent.objects.filter(post__giver=user), "post__uid", "at", "from_state", "to_state", "note"
        ),
        "photos": rows(
            Photo.objects.filter(owner=user), "post__uid", "name", "alt", "position", "state", "bytes", "created_at"
        ),
        "opening_hours": rows(OpeningHours.objects.filter(giver=user), "weekday", "starts", "ends"),
        "slots": rows(
            Slot.objects.filter(post__giver=user), "post__uid", "starts_at", "ends_at", "capacity", "place", "who"
        ),
        "invitations_sent": rows(
            Invitation.objects.filter(post__giver=user), "post__uid", "email", "created_at", "accepted_at", "revoked_at"
        ),
        "decisions": rows(
            ApplicationEvent.objects.filter(actor=user, application__post__giver=user),
            *("application__uid", "at", "from_state", "to_state", "note"),
        ),
        "promises_made": rows(
            Reservation.objects.filter(made_by=user), "post__uid", "made_at", "ended_at", "end_reason"
        ),
    }


def _as_adopter(user):
    events = ApplicationEvent.objects.filter(application__applicant=user)
    return {
        "likes": rows(Like.objects.filter(adopter=user), "post__uid", "post__name", "created_at"),
        "saved_searches": rows(SavedSearch.objects.filter(adopter=user), "query", "cadence", "created_at"),
        "applications": rows(Application.objects.filter(applicant=user), *APPLICATION),
        "application_events": rows(events, "application__uid", "at", "from_state", "to_state", "note"),
        "visits": rows(
            Booking.objects.filter(adopter=user), "uid", "post__uid", "state", "starts_at", "ends_at", "created_at"
        ),
        "promises": rows(
            Reservation.objects.filter(application__applicant=user), "post__uid", "made_at", "ended_at", "end_reason"
        ),
        "adoptions": rows(
            Adoption.objects.filter(application__applicant=user),
            *("application__post__uid", "handed_over_at", "returned_at", "story_consent_at"),
        ),
        "follow_ups": rows(
            FollowUp.objects.filter(adoption__application__applicant=user),
            *("uid", "due_on", "state", "mood", "words", "weight", "answered_at"),
        ),
        "invitations": rows(
            Invitation.objects.filter(Q(user=user) | Q(email=user.email)), "post__uid", "email", "accepted_at"
        ),
        "private_posts": rows(
            PostUserPermission.objects.filter(user=user), "content_object__uid", "permission__codename"
        ),
    }


def _as_either(user):
    party = Q(reservation__application__applicant=user) | Q(reservation__application__post__giver=user)
    return {
        "messages": rows(
            Message.objects.filter(author=user), "conversation__uid", "text", "flags", "created_at", "read_at"
        ),
        "message_photos": rows(
            Attachment.objects.filter(owner=user), "message_id", "follow_up_id", "name", "state", "bytes", "created_at"
        ),
        "agreements": rows(
            Agreement.objects.filter(party),
            *("reservation__post__uid", "text", "giver_name", "giver_signed_at", "adopter_name", "adopter_signed_at"),
        ),
        "reports": rows(Report.objects.filter(reporter=user), "reason", "words", "state", "answer", "created_at"),
        "sanctions": rows(Sanction.objects.filter(user=user), "kind", "reason", "until", "created_at", "lifted_at"),
        "appeals": rows(Appeal.objects.filter(by=user), "words", "created_at", "answered_at", "is_upheld"),
    }
