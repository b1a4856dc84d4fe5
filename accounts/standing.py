"""May this account act at all? Whoever is suspended reads and waits; nothing begins before the address is confirmed."""

from django.utils.translation import gettext as _

from petbuddy.errors import Forbidden


def require_active(user):
    """Raise Forbidden for a suspended account."""
    if user.is_suspended:
        raise Forbidden(_("Your account is suspended. You can read, but not act, until it ends."), code="suspended")


def require_staying(user):
    """Raise Forbidden while an account waits for its end: nothing new begins in it."""
    if user.erase_after is not None:
        raise Forbidden(_("Your account is about to be deleted. Keep it, and this is possible again."), code="leaving")


def require_verified(user):
    """Raise Forbidden for a suspended or leaving account, and for one whose address is not confirmed."""
    require_active(user)
    require_staying(user)
    if not user.is_verified:
        raise Forbidden(_("Verify your e-mail first."), code="unverified")
