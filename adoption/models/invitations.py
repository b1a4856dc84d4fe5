from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase


class PostUserPermission(UserObjectPermissionBase):
    content_object = models.ForeignKey("adoption.Post", models.CASCADE)


class PostGroupPermission(GroupObjectPermissionBase):
    content_object = models.ForeignKey("adoption.Post", models.CASCADE)


class Invitation(models.Model):
    """Opens a private post to one address. Accepted by whoever holds the link; taken back at any time."""

    post = models.ForeignKey("adoption.Post", models.CASCADE, related_name="invitations")
    email = models.CharField(max_length=254)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [models.UniqueConstraint(fields=["post", "email"], name="one_invitation_per_address")]

    def __str__(self):
        return f"invitation {self.pk}"
