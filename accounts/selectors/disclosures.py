"""What one person may see of another's contact details."""

from accounts.models import Disclosure, Profile
from accounts.selectors.blocks import is_blocked_between


def contact_of(subject, *, viewer):
    """{"phone": …, "email": …, "address": …}: only what `subject` has opened to `viewer` and filled in."""
    open_to = set(
        Disclosure.objects.filter(subject=subject, viewer=viewer, revoked_at=None).values_list("what", flat=True)
    )
    if not open_to or subject.erased_at or is_blocked_between(subject, viewer):
        return {}
    profile = Profile.objects.filter(user=subject).first() or Profile()
    held = {"phone": profile.phone, "email": subject.email, "address": profile.address}
    return {what: value for what, value in held.items() if what in open_to and value}


def disclosures_of(subject):
    """To whom `subject`'s details stand open, newest first: hers to see and to take back."""
    return Disclosure.objects.filter(subject=subject, revoked_at=None).select_related("viewer").order_by("-created_at")
