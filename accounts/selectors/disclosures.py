"""What one person may see of another's contact details."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from accounts import between
from accounts.models import Disclosure, Profile
from accounts.selectors.blocks import is_blocked_between

LOG_LENGTH = 200


@dataclass(frozen=True)
class Opened:
    """One line of the log; `because`: {"text", "url"}, or None where the occasion is gone."""

    pk: int
    what: str
    viewer: str
    because: dict | None
    opened_at: datetime
    closed_at: datetime | None


def contact_of(subject, *, viewer):
    """{"phone": …, "email": …, "address": …}: only what `subject` has opened to `viewer` and filled in."""
    open_to = open_between(subject, viewer=viewer)
    if not open_to or subject.erased_at or is_blocked_between(subject, viewer):
        return {}
    profile = Profile.objects.filter(user=subject).first() or Profile()
    held = {"phone": profile.phone, "email": subject.email, "address": profile.address}
    return {what: value for what, value in held.items() if what in open_to and value}


def open_between(subject, *, viewer):
    """The names of what `subject` has opened to `viewer` and not taken back."""
    rows = Disclosure.objects.filter(subject=subject, viewer=viewer, revoked_at=None)
    return set(rows.values_list("what", flat=True))


def disclosures_of(subject):
    """To whom `subject`'s details stand open, newest first: hers to see and to take back."""
    return Disclosure.objects.filter(subject=subject, revoked_at=None).select_related("viewer").order_by("-created_at")


def log_of(subject):
    """Everything that `subject` ever opened to somebody, what still stands open first, each with its reason."""
    rows = list(
        Disclosure.objects.filter(subject=subject)
        .select_related("viewer")
        .order_by(F("revoked_at").desc(nulls_first=True), "-created_at", "-pk")[:LOG_LENGTH]
    )
    reasons = between.reasons_of(row.ref for row in rows if row.ref)
    return [
        Opened(
            pk=row.pk,
            what=row.get_what_display(),
            viewer=row.viewer.shown_name,
            because=reasons.get(row.ref),
            opened_at=row.created_at,
            closed_at=row.revoked_at,
        )
        for row in rows
    ]
