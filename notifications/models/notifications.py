from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from notifications.models.about import About


class Notification(About, models.Model):
    """One event told to one person. The kind's renderer makes the words at delivery; `data` holds nothing personal."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notifications")
    kind = models.CharField(max_length=40)
    ref = models.CharField(max_length=80, blank=True)  # "app.model:pk" of what it is about
    data = models.JSONField(default=dict, blank=True)
    event_key = models.CharField(max_length=120)  # the same event is told once
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        constraints = [models.UniqueConstraint(fields=["recipient", "event_key"], name="one_notification_per_event")]
        indexes = [models.Index(fields=["recipient", "read_at"], name="notification_unread")]

    def __str__(self):
        return f"{self.kind} {self.pk}"


class Preference(models.Model):
    """One person's choice for one kind on one channel; without a row the kind's default holds."""

    class Channel(models.TextChoices):
        PAGE = "page", _("In the page")
        MAIL = "mail", _("Mail")
        DIGEST = "digest", _("Daily digest")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notification_preferences")
    kind = models.CharField(max_length=40)
    channel = models.CharField(max_length=8, choices=Channel)
    is_on = models.BooleanField()

    class Meta:
        verbose_name = _("preference")
        verbose_name_plural = _("preferences")
        constraints = [models.UniqueConstraint(fields=["user", "kind", "channel"], name="one_preference_per_channel")]

    def __str__(self):
        return f"{self.kind}/{self.channel}"
