import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from petbuddy.models import StoredFile


class Conversation(models.Model):
    """Giver and applicant talk about one application, from the moment it is sent."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.OneToOneField("adoption.Application", models.CASCADE, related_name="conversation")
    created_at = models.DateTimeField(default=timezone.now)
    last_message_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")

    def __str__(self):
        return str(self.uid)


class Message(models.Model):
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField(max_length=5000, blank=True)
    client_id = models.UUIDField(default=uuid.uuid4)  # made by the sender: a retry is the same message
    flags = models.JSONField(default=list, blank=True)  # such as "money": warns the reader, tells moderators
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["conversation", "client_id"], name="one_message_per_client_id")]

    def __str__(self):
        return f"message {self.pk}"


class Attachment(StoredFile):
    """A photo in a conversation or in a follow-up."""

    message = models.ForeignKey(Message, models.CASCADE, null=True, blank=True, related_name="attachments")
    follow_up = models.ForeignKey("adoption.FollowUp", models.CASCADE, null=True, blank=True, related_name="photos")

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        constraints = [
            models.CheckConstraint(
                condition=Q(message__isnull=True, follow_up__isnull=False)
                | Q(message__isnull=False, follow_up__isnull=True),
                name="attachment_of_exactly_one",
            )
        ]
        indexes = [models.Index(fields=["state", "next_try_at"], name="attachment_due")]

    def __str__(self):
        return str(self.uid)
