from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from notifications.models.about import About
from petbuddy.models import Retried


class Mail(About, Retried):
    """The outbox: one mail that was decided in a transaction and is sent once, whatever fails in between."""

    class State(models.TextChoices):
        PENDING = "pending", _("Waiting")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        REFUSED = "refused", _("Refused by the receiver")
        DEAD = "dead", _("Given up")
        DROPPED = "dropped", _("No longer wanted")

    notification = models.ForeignKey(
        "notifications.Notification", models.CASCADE, null=True, blank=True, related_name="mails"
    )
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")
    to = models.EmailField(max_length=254)
    language = models.CharField(_("language"), max_length=10, default="zh-hant")
    kind = models.CharField(_("kind"), max_length=40)
    ref = models.CharField(_("about"), max_length=80, blank=True)
    data = models.JSONField(default=dict, blank=True)  # never a secret and nothing personal
    dedup_key = models.CharField(max_length=160, unique=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.PENDING)
    crashes = models.PositiveSmallIntegerField(default=0)  # whoever was writing or sending it died or broke
    message_id = models.CharField(_("message number"), max_length=255, blank=True)
    error = models.CharField(_("error"), max_length=255, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("outbox")
        indexes = [models.Index(fields=["state", "next_try_at"], name="mail_due")]

    def __str__(self):
        return f"{self.kind} {self.state} {self.pk}"


class Suppression(models.Model):
    """An address that we no longer write to: it bounced for good, complained, or unsubscribed from everything."""

    address = models.CharField(max_length=254, unique=True)
    reason = models.CharField(_("reason"), max_length=20)
    created_at = models.DateTimeField(_("created"), default=timezone.now)

    class Meta:
        verbose_name = _("suppressed address")
        verbose_name_plural = _("suppressed addresses")

    def __str__(self):
        return self.reason
