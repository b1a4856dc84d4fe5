import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Adoption(models.Model):
    """The hand-over and what comes after it."""

    application = models.OneToOneField("adoption.Application", models.PROTECT, related_name="adoption")
    handed_over_at = models.DateTimeField(default=timezone.now)
    returned_at = models.DateTimeField(null=True, blank=True)
    story_consent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("adoption")
        verbose_name_plural = _("adoptions")

    def __str__(self):
        return f"adoption {self.pk}"


class FollowUp(models.Model):
    """One question "how is it going?", mailed on its day and answered from the mail's link."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        SENT = "sent", _("Waiting for news")
        ANSWERED = "answered", _("News received")
        OVERDUE = "overdue", _("Overdue")
        CANCELLED = "cancelled", _("Cancelled")

    class Mood(models.TextChoices):
        GREAT = "great", _("Settled in well")
        FINE = "fine", _("Getting used to each other")
        HARD = "hard", _("It is hard, I need help")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    adoption = models.ForeignKey(Adoption, models.CASCADE, related_name="follow_ups")
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    token_hash = models.CharField(max_length=64, unique=True)
    mood = models.CharField(max_length=8, choices=Mood, blank=True)
    words = models.TextField(max_length=5000, blank=True)
    weight = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)  # kg
    sent_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ["due_on"]
        constraints = [models.UniqueConstraint(fields=["adoption", "due_on"], name="one_follow_up_per_day")]
        indexes = [models.Index(fields=["state", "due_on"], name="follow_up_due")]

    def __str__(self):
        return str(self.uid)
