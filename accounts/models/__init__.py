from .audit import AuditEntry, DataRequest, IdempotencyKey
from .files import FileRemoval
from .people import Avatar, Block, Disclosure, Profile
from .sessions import OneTimeToken, RefreshToken, Session
from .users import User

__all__ = [
    "AuditEntry",
    "Avatar",
    "Block",
    "DataRequest",
    "Disclosure",
    "FileRemoval",
    "IdempotencyKey",
    "OneTimeToken",
    "Profile",
    "RefreshToken",
    "Session",
    "User",
]
