from django.db import models
from django.utils.translation import gettext_lazy as _

from petbuddy.models import StoredFile


class Picture(StoredFile):
    """A picture on an option of a form, chosen by its author. Signed-in people read it who know its address.

    Definitions name it by its uid, and so do copies of the form; it goes when no definition names it any more.
    """

    form = models.ForeignKey("forms_builder.Form", models.CASCADE, related_name="pictures")

    class Meta:
        verbose_name = _("picture on an option")
        verbose_name_plural = _("pictures on options")
        indexes = [models.Index(fields=["state", "next_try_at"], name="picture_due")]

    def __str__(self):
        return str(self.uid)
