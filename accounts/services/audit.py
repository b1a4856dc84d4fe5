"""The audit trail: who did what, when and from where."""

from accounts.context import origin
from accounts.models import AuditEntry


def record(*, action, by, ref="", fields=(), note=""):
    """Write one entry for ever. `ref` is an object or "app.model:pk"; `fields` are names, never values."""
    if hasattr(ref, "_meta"):
        ref = f"{ref._meta.label_lower}:{ref.pk}"
    here = origin()
    return AuditEntry.objects.create(
        action=action,
        actor=by,
        ref=ref,
        fields=sorted(fields),
        note=note[:500],
        address=here.address,
        request_id=here.request_id,
    )
