"""The signed-in devices of a person, as she sees them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.devices import device_name, is_phone, shortened
from accounts.selectors.sessions import devices_of


@dataclass(frozen=True)
class Device:
    uid: UUID
    device: str
    is_phone: bool
    address: str
    created_at: datetime
    seen_at: datetime
    is_current: bool


def devices(user, *, current=None):
    """Every signed-in device, the present one (`current`, a session) first."""
    found = [
        Device(
            uid=session.uid,
            device=device_name(session.device),
            is_phone=is_phone(session.device),
            address=shortened(session.address),
            created_at=session.created_at,
            seen_at=session.seen_at,
            is_current=current is not None and session.pk == current.pk,
        )
        for session in devices_of(user)
    ]
    return sorted(found, key=lambda device: not device.is_current)
