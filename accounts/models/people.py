from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from petbuddy.fields import EncryptedTextField
from petbuddy.models import StoredFile


class Profile(models.Model):
    """What a person told about herself. Phone and address open to others by stages (Disclosure)."""

    class Theme(models.TextChoices):
        SYSTEM = "system", _("As the device")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="profile")
    county = models.CharField(max_length=20, blank=True)  # code of a county; the list stands in the app above
    district = models.CharField(max_length=20, blank=True)
    phone = EncryptedTextField(blank=True)  # normalized: 09…, landline with area code, or +…
    address = EncryptedTextField(blank=True)
    facts = models.JSONField(default=dict, blank=True)  # {bank key: answer}, offered to prefill, never sent by itself
    facts_at = models.DateTimeField(
        null=True, blank=True
    )  # when she last looked through them: the newest answer is offered
    avatar_key = models.CharField(max_length=200, blank=True)  # of the finished picture, private; the row is Avatar
    theme = models.CharField(max_length=8, choices=Theme, default=Theme.SYSTEM)

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")

    def __str__(self):
        return f"profile {self.pk}"

    @property
    def has_avatar(self):
        return bool(self.avatar_key)


class Avatar(StoredFile):
    """A picture of a person, on its way from the upload to her profile. The newest one counts."""

    class Meta:
        verbose_name = _("picture of a person")
        verbose_name_plural = _("pictures of people")
        indexes = [models.Index(fields=["state", "next_try_at"], name="avatar_due")]

    def __str__(self):
        return f"avatar {self.pk}"


class Block(models.Model):
    """`blocker` wants nothing to do with `blocked`: no likes, applications or messages between them."""

    blocker = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="blocks")
    blocked = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="blocked_by")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        constraints = [models.UniqueConstraint(fields=["blocker", "blocked"], name="one_block_per_pair")]

    def __str__(self):
        return f"block {self.pk}"


class Disclosure(models.Model):
    """`subject`'s phone, mail or address was opened to `viewer`; it can be taken back."""

    class What(models.TextChoices):
        PHONE = "phone", _("Phone")
        EMAIL = "email", _("E-mail")
        ADDRESS = "address", _("Address")

    subject = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="disclosures")
    viewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    what = models.CharField(max_length=8, choices=What)
    ref = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("disclosure")
        verbose_name_plural = _("disclosures")

    def __str__(self):
        return f"{self.what} {self.pk}"
