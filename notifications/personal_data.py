"""What this app knows of a person: what she was told, what she chose to be told, and mails with her address."""

from django.db.models import Q

from notifications.models import Mail, Notification, Preference, Suppression
from petbuddy import personal_data


def register():
    """Called from AppConfig.ready()."""
    personal_data.register(personal_data.Part("notifications", export=export, erase=erase))


def export(user):
    told = Notification.objects.filter(recipient=user)
    return {
        "notifications": personal_data.rows(told, "kind", "data", "created_at", "read_at"),
        "preferences": personal_data.rows(Preference.objects.filter(user=user), "kind", "channel", "is_on"),
        "mails": personal_data.rows(_mails(user), "kind", "to", "state", "created_at", "sent_at"),
        "suppressed": personal_data.rows(_suppressions(user), "address", "reason", "created_at"),
    }


def erase(user):
    """All of it goes, unsent mails too; nobody else sees any of these rows. Asked while the address still stands."""
    _mails(user).delete()
    _suppressions(user).delete()
    Notification.objects.filter(recipient=user).delete()
    Preference.objects.filter(user=user).delete()


def _mails(user):
    return Mail.objects.filter(Q(recipient=user) | Q(to=_address(user)) | Q(notification__recipient=user))


def _suppressions(user):
    return Suppression.objects.filter(address=_address(user).lower())


def _address(user):
    return getattr(user, user.EMAIL_FIELD)
