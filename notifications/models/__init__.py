from .mail import Mail, Suppression
from .notifications import Notification, Preference

__all__ = ["Mail", "Notification", "Preference", "Suppression"]
