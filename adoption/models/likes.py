from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Like(models.Model):
    """An adopter keeps a pet. On a giver's post it grants the right to fill in the form."""

    post = models.ForeignKey("adoption.Post", models.CASCADE, related_name="likes")
    adopter = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="likes")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("like")
        verbose_name_plural = _("likes")
        constraints = [models.UniqueConstraint(fields=["post", "adopter"], name="one_like_per_post")]

    def __str__(self):
        return f"like {self.pk}"


class SavedSearch(models.Model):
    """A search that tells its owner of new pets."""

    class Cadence(models.TextChoices):
        DAILY = "daily", _("Every day")
        WEEKLY = "weekly", _("Every week")

    adopter = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_searches")
    query = models.JSONField(default=dict)
    cadence = models.CharField(max_length=8, choices=Cadence, default=Cadence.DAILY)
    last_sent_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")

    def __str__(self):
        return f"search {self.pk}"
