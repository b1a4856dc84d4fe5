"""The order in which others come next, should the promise not hold. Nobody is promoted unasked."""

from django.db import transaction
from django.utils.translation import gettext as _

from adoption.models import Application
from adoption.services import application_moves, locks, rights
from petbuddy.errors import Invalid
from petbuddy.retries import retry_deadlocks

State = Application.State
READINESS = {State.SHORTLISTED: 0, State.UNDER_REVIEW: 1, State.SUBMITTED: 2}


@retry_deadlocks
@transaction.atomic
def rank_alternates(*, post, by, order=None):
    """The giver's own order of the others; those she does not name follow. Each whose rank changed is told."""
    post = locks.post(post.pk)
    rights.require(by, "adoption.decide_applications", post)
    return rank(post, order)


def rank(post, order=None, *, is_told=True):
    """Give 1, 2, 3 … to everyone still waiting; the post is locked. Returns them in order."""
    waiting = list(Application.objects.select_for_update().filter(post=post, state__in=application_moves.WAITING))
    named = _positions(order, waiting)
    waiting.sort(key=lambda one: _place(one, named))
    for number, application in enumerate(waiting, start=1):
        if application.alternate_rank != number:
            Application.objects.filter(pk=application.pk).update(alternate_rank=number)
            application.alternate_rank = number
            if is_told:
                application_moves.tell_applicant(application, "alternate", _occasion(post, number), rank=number)
    return waiting


def _positions(order, waiting):
    keys = [application.pk for application in order or ()]
    if len(set(keys)) != len(keys) or not set(keys) <= {application.pk for application in waiting}:
        raise Invalid(_("Alternates are applicants of this pet who are still waiting, each once."), code="alternates")
    return {pk: position for position, pk in enumerate(keys)}


def _place(application, named):
    """Named ones first, then whoever already had a rank, then by readiness and by date."""
    return (
        named.get(application.pk, len(named)),
        application.alternate_rank or len(READINESS) * 1000,
        READINESS[application.state],
        application.submitted_at,
        application.pk,
    )


def _occasion(post, number):
    promise = post.reservations.order_by("-pk").values_list("pk", flat=True).first()
    return f"alternate:{promise}:{number}"
