"""The archives of personal data that lie in the private storage."""

from accounts.models import DataRequest
from petbuddy.orphans import Named


def named(first, last):
    """Their keys between two keys; one that is still being written has no file yet."""
    rows = DataRequest.objects.filter(key__gte=first, key__lt=last).exclude(state=DataRequest.State.WAITING)
    for key in rows.values_list("key", flat=True):
        yield Named(key)
