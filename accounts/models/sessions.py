import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Session(models.Model):
    """One signed-in device: a family of refresh tokens. Its `uid` is the `sid` claim of every token."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sessions")
    device = models.CharField(max_length=200, blank=True)
    address = models.GenericIPAddressField(null=True, blank=True)  # where it was last seen; shown to its owner only
    created_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    mfa_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=20, blank=True)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    def __str__(self):
        return f"session {self.pk}"


class RefreshToken(models.Model):
    """One refresh token, as a hash. Spent once; its successor is made again deterministically, never stored."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="refresh_tokens")
    jti_hash = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField(default=timezone.now)
    spent_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField()

    class Meta:
        verbose_name = _("refresh token")
        verbose_name_plural = _("refresh tokens")

    def __str__(self):
        return f"token {self.pk}"


class OneTimeToken(models.Model):
    """A mailed link or code. Only hashes stand here; the secret is made again from `uid` when the mail is written."""

    class Purpose(models.TextChoices):
        VERIFY_EMAIL = "verify_email"
        PASSWORD_RESET = "password_reset"
        EMAIL_CHANGE = "email_change"
        EMAIL_UNDO = "email_undo"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=20, choices=Purpose)
    email = models.CharField(max_length=254, blank=True)  # of a change: the address that shall take the place
    token_hash = models.CharField(max_length=64, unique=True)
    state_hash = models.CharField(max_length=64)  # of the account's state then; a changed account voids the token
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("one-time token")
        verbose_name_plural = _("one-time tokens")

    def __str__(self):
        return f"{self.purpose} {self.pk}"
