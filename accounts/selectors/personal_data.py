"""How far people's wishes about their own data are."""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.models import DataRequest

Kind, State = DataRequest.Kind, DataRequest.State
LATE = timedelta(hours=1)  # behind the day that we promised


def latest_export(user):
    """The export that she asked for last, or None."""
    return DataRequest.objects.filter(user=user, kind=Kind.EXPORT).order_by("-pk").first()


def unfulfilled():
    """For the doctor: which wishes nobody has answered, in a sentence. An export asked anew answers for the last."""
    exports = DataRequest.objects.filter(kind=Kind.EXPORT)
    later = exports.filter(user=OuterRef("user"), pk__gt=OuterRef("pk")).exclude(state=State.FAILED)
    given_up = exports.filter(~Exists(later), state=State.FAILED, user__erased_at=None)
    late = DataRequest.objects.filter(state=State.WAITING, due_at__lt=timezone.now() - LATE)
    parts = [(given_up, "exports were given up"), (late, "wishes are late")]
    found = [(list(rows.order_by("pk").values_list("pk", flat=True)), words) for rows, words in parts]
    return "; ".join(f"{len(keys)} {words}, such as data request {keys[0]}" for keys, words in found if keys)
