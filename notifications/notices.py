"""The one kind that this app itself declares."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from notifications import kinds
from notifications.models import Notification
from notifications.selectors import notices


def register():
    kinds.register(
        kinds.Kind(
            "digest",
            label=gettext_lazy("The daily digest"),
            channels=("mail",),
            mail=_digest,
            template_app="notifications",
        )
    )


def _digest(mail):
    """What is still unread of it; nothing to say is no mail."""
    rows = Notification.objects.filter(pk__in=mail.data["ids"], recipient=mail.recipient, read_at=None).order_by("-pk")
    items = notices.rendered(rows)
    if not items:
        return None
    return {"items": items, "url": reverse("notifications:bell"), "action": _("See them all")}
