from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from adoption.open_data.remarks import public_remark


class ShelterAnimal(models.Model):
    """What Taiwan's open data says about a public shelter's animal, beside its post."""

    post = models.OneToOneField("adoption.Post", models.CASCADE, verbose_name=_("post"), related_name="shelter_animal")
    animal_id = models.PositiveBigIntegerField(_("animal number"), unique=True)
    sub_id = models.CharField(_("the shelter's own number"), max_length=60, blank=True)  # the shelter's own number
    shelter = models.CharField(_("shelter"), max_length=80)
    shelter_address = models.CharField(_("the shelter's address"), max_length=160, blank=True)
    shelter_phone = models.CharField(_("the shelter's phone"), max_length=60, blank=True)
    found_place = models.CharField(_("found at"), max_length=160, blank=True)
    remark = models.TextField(_("remark"), blank=True)
    photo_url = models.URLField(max_length=300, blank=True)  # on the shelters' own host; never fetched by the server
    open_on = models.DateField(_("open for adoption since"), null=True, blank=True)
    row_hash = models.CharField(max_length=64)  # of the normalized record: same hash, nothing to write
    seen_at = models.DateTimeField(_("last seen in the data"), default=timezone.now)
    gone_at = models.DateTimeField(_("gone since"), null=True, blank=True)

    class Meta:
        verbose_name = _("shelter animal")
        verbose_name_plural = _("shelter animals")

    def __str__(self):
        return str(self.animal_id)

    @property
    def public_remark(self):
        """The shelter's words without the private telephone numbers in them: the only form that a page may show."""
        return public_remark(self.remark)
