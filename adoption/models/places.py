from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class District(models.Model):
    """A district of Taiwan, with its county or city, in both languages. Filled by a data migration."""

    code = models.CharField(max_length=20, unique=True)  # "<county code>-<postal code>[letter]", such as "tpe-116"
    county_code = models.CharField(max_length=8, db_index=True)
    county_zh = models.CharField(max_length=20)
    county_en = models.CharField(max_length=40)
    name_zh = models.CharField(max_length=20)
    name_en = models.CharField(max_length=40)
    postal_code = models.CharField(max_length=3)
    position = models.PositiveSmallIntegerField()  # north to south, as people expect the list

    class Meta:
        verbose_name = _("district")
        verbose_name_plural = _("districts")
        ordering = ["position"]

    def __str__(self):
        return f"{self.county} {self.name}"

    @property
    def county(self):
        return self.county_zh if _reads_chinese() else self.county_en

    @property
    def name(self):
        return self.name_zh if _reads_chinese() else self.name_en


def _reads_chinese():
    return (get_language() or "").startswith("zh")
