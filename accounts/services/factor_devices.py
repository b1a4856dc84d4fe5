"""The devices behind a second factor, and taking off one that somebody else set up.

A reset proves the mailbox and nothing else, so it leaves a second factor alone. But whoever took an account over may
set one up to keep its owner out. So for a week, in which the mail about it is read, the mailbox decides about it
(docs/adr/0014).
"""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import Session
from accounts.services import audit
from notifications.services.notices import notify
from petbuddy.errors import Invalid

YOUNG_FOR = timedelta(days=7)
NOT_HERS = "not_hers"  # the note on record


def app_of(user, *, confirmed=True):
    """Her authenticator app, or None."""
    return TOTPDevice.objects.filter(user=user, confirmed=confirmed).first()


def young_app_of(user):
    """The app, if the mailbox still decides about it."""
    app = None if _guards_others(user) else app_of(user)
    return app if app is not None and app.created_at > timezone.now() - YOUNG_FOR else None


def disown(*, user):
    """She has proved her mailbox and says that she did not set it up. Raises Invalid for one that is not young."""
    if app_of(user) is None:
        return
    if young_app_of(user) is None:
        words = _("The authenticator app was set up more than a week ago. Please write to us; we look at it together.")
        raise Invalid(errors={"drop_second_factor": [words]})
    remove(user=user, note=NOT_HERS)


def remove_since(*, user, moment):
    """What was set up at `moment` or later belongs to whoever had the account then, and goes."""
    app = app_of(user)
    if app is not None and app.created_at >= moment and not _guards_others(user):
        remove(user=user, note=NOT_HERS)


@transaction.atomic
def remove(*, user, note=""):
    """App and recovery codes open nothing any more."""
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    Session.objects.filter(user=user).update(mfa_at=None)
    changed(user=user, action="second_factor.removed", what="second_factor_off", note=note)


@transaction.atomic
def changed(*, user, action, what, note=""):
    """On record, and in the mailbox: whoever it was, its owner hears of it."""
    entry = audit.record(action=action, by=user, ref=user, note=note)
    notify(
        kind="credential_changed",
        recipients=[user],
        ref=user,
        event_key=f"credential_changed:{entry.pk}",
        data={"what": what},
    )


def _guards_others(user):
    """The back office opens by this factor: operators decide about it, no mailbox does."""
    return settings.STAFF_SECOND_FACTOR and user.is_staff
