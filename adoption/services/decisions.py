"""What either side may decide about an application by naming its next state, and leaving it."""

from django.db import transaction
from django.utils.translation import gettext as _

from adoption.models import Application, Reservation
from adoption.services import applications, locks, reservations, rights
from petbuddy.errors import Forbidden, Invalid
from petbuddy.retries import retry_deadlocks

State = Application.State


def decide(*, application, to, by, reason="", note=""):
    """Bring an application to the named state, by whichever rule leads there."""
    if to == State.UNDER_REVIEW:
        return applications.reconsider(application=application, by=by)
    if to == State.SHORTLISTED:
        return applications.shortlist(application=application, by=by)
    if to == State.DECLINED:
        return applications.decline(application=application, by=by, reason=reason, note=note)
    if to == State.WITHDRAWN:
        return withdraw(application=application, by=by, note=note)
    raise Invalid(errors={"to": [_("An application can not be moved there.")]})


@retry_deadlocks
@transaction.atomic
def withdraw(*, application, by, note=""):
    """The applicant steps back: her answers vanish from the giver, and a promise to her ends with it."""
    post = locks.post(application.post_id)
    application = locks.application(application.pk)
    rights.require_active(by)
    if application.applicant_id != by.pk:
        raise Forbidden
    rights.require_not_frozen(post)
    if application.state == State.RESERVED:
        reservations.end(post=post, reason=Reservation.EndReason.WITHDRAWN, by=by)
    return applications.end(application, State.WITHDRAWN, by, note=note)
