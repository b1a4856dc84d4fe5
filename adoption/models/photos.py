from django.db import models
from django.utils.translation import gettext_lazy as _

from petbuddy.models import StoredFile


class Photo(StoredFile):
    """A picture of the pet, as private as its post: re-encoded copies without metadata, never the original."""

    post = models.ForeignKey("adoption.Post", models.CASCADE, related_name="photos")
    position = models.PositiveSmallIntegerField(default=0)
    is_cover = models.BooleanField(default=False)
    alt = models.CharField(max_length=160, blank=True)
    is_public = models.BooleanField(default=False)  # where the files lie now; services.photo_places moves them
    phash = models.CharField(max_length=16, blank=True, db_index=True)  # finds a photo that was used before

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["state", "next_try_at"], name="photo_due")]

    def __str__(self):
        return str(self.uid)
