from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase


class PostUserPermission(UserObjectPermissionBase):
    content_object = models.ForeignKey("adoption.Post", models.CASCADE)


class PostGroupPermission(GroupObjectPermissionBase):
    content_object = models.ForeignKey("adoption.Post", models.CASCADE)


class InvitationLink(models.Model):
    """A link that the giver passes on herself: it opens a private post to several people, up to a number and a day."""

    post = models.ForeignKey("adoption.Post", models.CASCADE, related_name="invitation_links")
    token_hash = models.CharField(max_length=64, unique=True)
    max_uses = models.PositiveSmallIntegerField()
    used_count = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("invitation link")
        verbose_name_plural = _("invitation links")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(used_count__lte=models.F("max_uses")), name="link_within_its_uses"
            )
        ]

    def __str__(self):
        return f"invitation link {self.pk}"

    @property
    def is_open(self):
        """Does it still let somebody in?"""
        return self.revoked_at is None and self.expires_at > timezone.now() and self.used_count < self.max_uses


class Invitation(models.Model):
    """Opens a private post to one person: by a link mailed to an address, or by a link that was passed on.

    Unanswered it runs out; what was accepted stays until the giver takes it back.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Not opened yet")
        ACCEPTED = "accepted", _("Has come in")
        EXPIRED = "expired", _("Run out")
        REVOKED = "revoked", _("Taken back")

    post = models.ForeignKey("adoption.Post", models.CASCADE, related_name="invitations")
    email = models.CharField(max_length=254, null=True, blank=True)  # null: came by a link that was passed on
    link = models.ForeignKey(InvitationLink, models.SET_NULL, null=True, blank=True, related_name="invitations")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    token_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [models.UniqueConstraint(fields=["post", "email"], name="one_invitation_per_address")]

    def __str__(self):
        return f"invitation {self.pk}"

    @property
    def state(self):
        """Derived, never stored."""
        if self.revoked_at is not None:
            return self.State.REVOKED
        if self.accepted_at is not None:
            return self.State.ACCEPTED
        is_over = self.expires_at is not None and self.expires_at <= timezone.now()
        return self.State.EXPIRED if is_over else self.State.WAITING
