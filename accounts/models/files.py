from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from petbuddy.models import Retried


class FileRemoval(Retried):
    """A stored file that no row names any more and that must go: written with the change that let go of it."""

    key = models.CharField(_("key"), max_length=200)
    is_public = models.BooleanField(_("public"), default=False)  # in which of the two storages it lies
    created_at = models.DateTimeField(_("asked"), default=timezone.now)

    class Meta:
        verbose_name = _("file to remove")
        verbose_name_plural = _("files to remove")
        indexes = [models.Index(fields=["next_try_at"], name="file_removal_due")]

    def __str__(self):
        return self.key
