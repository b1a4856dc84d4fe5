"""Who is staff: an operator makes somebody a moderator, and ends it."""

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import MODERATORS
from accounts.services import audit, sessions, users
from petbuddy.errors import Conflict, Forbidden


@transaction.atomic
def appoint(*, user, by):
    """Make a person a moderator: the back office opens to her once she has shown her second factor."""
    _require_operator(by)
    if not (user.is_verified and user.is_active):
        raise Conflict(_("Only a verified, active account can become a moderator."))
    users.add_role(user, MODERATORS, by=by)
    User.objects.filter(pk=user.pk).update(is_staff=True)
    audit.record(action="staff.appointed", by=by, ref=user, fields=["is_staff", "groups"])


@transaction.atomic
def dismiss(*, user, by):
    """End it: at once, on every device."""
    _require_operator(by)
    if user.is_superuser:
        raise Conflict(_("An operator stays an operator; the shell decides about that."))
    user.groups.remove(*Group.objects.filter(name=MODERATORS))
    User.objects.filter(pk=user.pk).update(is_staff=False)
    sessions.end_all(user=user, by=by, reason="dismissed")
    audit.record(action="staff.dismissed", by=by, ref=user, fields=["is_staff", "groups"])


def _require_operator(by):
    if not by.is_superuser:
        raise Forbidden
