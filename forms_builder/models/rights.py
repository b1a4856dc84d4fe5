from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase


class FormUserPermission(UserObjectPermissionBase):
    content_object = models.ForeignKey("forms_builder.Form", models.CASCADE)


class FormGroupPermission(GroupObjectPermissionBase):
    content_object = models.ForeignKey("forms_builder.Form", models.CASCADE)


class Share(models.Model):
    """Who may do what with a form, and until when. Its service keeps guardian's rows in step."""

    form = models.ForeignKey("forms_builder.Form", models.CASCADE, related_name="shares")
    email = models.CharField(max_length=254)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="form_shares"
    )
    rights = models.JSONField(default=list)  # of the eight codenames
    expires_at = models.DateTimeField(null=True, blank=True)
    shared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("share")
        verbose_name_plural = _("shares")
        constraints = [models.UniqueConstraint(fields=["form", "email"], name="one_share_per_address")]

    def __str__(self):
        return f"share {self.pk}"

    def has_run_out(self, now=None):
        return self.expires_at is not None and self.expires_at <= (now or timezone.now())


class Transfer(models.Model):
    """A form that is offered to somebody else's account; it changes hands when she accepts."""

    form = models.OneToOneField("forms_builder.Form", models.CASCADE, related_name="transfer")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="form_transfers")
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()

    class Meta:
        verbose_name = _("transfer of a form")
        verbose_name_plural = _("transfers of forms")

    def __str__(self):
        return f"transfer {self.pk}"
