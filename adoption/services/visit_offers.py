"""Inviting an applicant together with times that she can choose from."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from adoption.models import Slot
from adoption.services import applications, locks, rights, slots
from petbuddy.errors import Invalid
from petbuddy.retries import retry_deadlocks

LENGTH = timedelta(hours=1)


@retry_deadlocks
@transaction.atomic
def invite(*, application, by, times=(), place=""):
    """Open these times (beginnings) for visits and ask the applicant to choose one. Returns the application."""
    post = locks.post(application.post_id)
    rights.require(by, "adoption.decide_applications", post)
    offered = set(Slot.objects.filter(post=post, starts_at__in=times).values_list("starts_at", flat=True))
    for starts_at in sorted(set(times) - offered):
        slots.open_slot(post=post, by=by, starts_at=starts_at, ends_at=starts_at + LENGTH, place=place)
    if not _free_times(post).exists():
        raise Invalid(errors={"times": [_("Offer at least one time, so that there is something to choose.")]})
    return applications.invite(application=application, by=by)


def _free_times(post):
    return Slot.objects.filter(post=post, starts_at__gt=timezone.now())
