"""Finding people."""

from accounts.emails import normalize_email
from accounts.models import OneTimeToken, User


def by_email(email):
    """The account of a mail address, or None. Compared again here: a collation calls `á` and `a` the same."""
    wanted = normalize_email(email)
    user = User.objects.filter(email=wanted).first() if wanted else None
    return user if user is not None and user.email == wanted else None


def pending_verification(user, state=None):
    """The newest verification that waits for this account; with `state` only one for the account as it was then.

    Whoever registers the same unverified address again changes that state: no code may confirm another's password.
    """
    waiting = OneTimeToken.objects.select_related("user").filter(
        user=user, purpose=OneTimeToken.Purpose.VERIFY_EMAIL, used_at=None
    )
    return (waiting.filter(state_hash=state) if state else waiting).order_by("-pk").first()
