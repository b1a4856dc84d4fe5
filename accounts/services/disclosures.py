"""Opening phone, mail or address to one other person, and taking it back. Each opening stays on record."""

from django.db import transaction
from django.utils import timezone

from accounts.models import Disclosure
from accounts.services import audit
from petbuddy.errors import Missing


@transaction.atomic
def open(*, subject, viewer, what, ref=""):
    """`viewer` may now see `subject`'s `what` (phone, email, address). Safe to repeat."""
    open_ones = Disclosure.objects.filter(subject=subject, viewer=viewer, what=what, ref=_name(ref), revoked_at=None)
    row = open_ones.first()
    if row is None:
        row = Disclosure.objects.create(subject=subject, viewer=viewer, what=Disclosure.What(what), ref=_name(ref))
        audit.record(action="disclosure.opened", by=subject, ref=viewer, fields=[what])
    return row


@transaction.atomic
def close(*, subject, viewer, what=None, ref=None):
    """Take it back: everything between the two, or only one thing, or only what was opened for `ref`."""
    rows = Disclosure.objects.filter(subject=subject, viewer=viewer, revoked_at=None)
    rows = rows.filter(what=what) if what else rows
    rows = rows.filter(ref=_name(ref)) if ref is not None else rows
    fields = set(rows.values_list("what", flat=True))
    if fields:
        rows.update(revoked_at=timezone.now())
        audit.record(action="disclosure.closed", by=subject, ref=viewer, fields=fields)


@transaction.atomic
def take_back(*, pk, by):
    """Close one line of one's own log. Safe to repeat. Raises Missing for a line of somebody else."""
    row = Disclosure.objects.filter(pk=pk, subject=by).select_related("viewer").first()
    if row is None:
        raise Missing
    if Disclosure.objects.filter(pk=row.pk, revoked_at=None).update(revoked_at=timezone.now()):
        audit.record(action="disclosure.closed", by=by, ref=row.viewer, fields=[row.what])


def _name(ref):
    return f"{ref._meta.label_lower}:{ref.pk}" if hasattr(ref, "_meta") else ref
