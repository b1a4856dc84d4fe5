from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from petbuddy import pictures
from petbuddy.models import Retried


class Report(models.Model):
    """Somebody tells us that a post, person or message is not right."""

    class Reason(models.TextChoices):
        MONEY = "money", _("Asks for money or a deposit")
        FALSE = "false", _("False or stolen information")
        WELFARE = "welfare", _("The animal is in danger")
        TRADE = "trade", _("Sells animals")
        ABUSE = "abuse", _("Insults or harasses")
        OTHER = "other", _("Something else")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        ANSWERED = "answered", _("Answered")

    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("reported by"), related_name="reports"
    )
    ref = models.CharField(max_length=80)  # "app.model:pk"
    reason = models.CharField(_("reason"), max_length=10, choices=Reason)
    words = models.TextField(_("words"), max_length=1000, blank=True)
    evidence = models.JSONField(default=dict)  # frozen copy of what was reported
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("answered by"), null=True, blank=True, related_name="+"
    )
    answer = models.CharField(_("answer"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        indexes = [models.Index(fields=["state", "created_at"], name="report_queue")]

    def __str__(self):
        return f"#{self.pk} {self.get_reason_display()}"


class EvidencePhoto(Retried):
    """A photo that a report shows and that was taken off its post: one private copy, for moderators, until its day."""

    uid = models.UUIDField(unique=True, editable=False)  # the photo's own: the report names it by that
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ref = models.CharField(max_length=80, db_index=True)  # "app.model:pk" of the post
    source_key = models.CharField(max_length=200)  # the file that the post let go of, until it is copied
    source_is_public = models.BooleanField(default=False)
    key = models.CharField(max_length=200, blank=True, db_index=True)  # of the copy; empty until it is made
    removed_at = models.DateTimeField(default=timezone.now)
    purge_on = models.DateField()  # later where a report about it is still open

    is_public = False  # read like a photo: selectors.photos.readable

    class Meta:
        verbose_name = _("photo kept for a report")
        verbose_name_plural = _("photos kept for reports")

    def __str__(self):
        return str(self.uid)

    @property
    def renditions(self):
        """Its one size, in the shape of a photo's."""
        return [{"key": self.key, "width": 0, "mime": pictures.WEBP}] if self.key else []


class Sanction(models.Model):
    class Kind(models.TextChoices):
        WARN = "warn", _("Warning")
        HIDE = "hide", _("Post hidden")
        SUSPEND = "suspend", _("Account suspended")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("account"), related_name="sanctions"
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    reason = models.CharField(_("reason"), max_length=500)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), related_name="+")
    report = models.ForeignKey(
        Report, models.PROTECT, verbose_name=_("report"), null=True, blank=True, related_name="sanctions"
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)

    class Meta:
        verbose_name = _("sanction")
        verbose_name_plural = _("sanctions")

    def __str__(self):
        return f"#{self.pk} {self.get_kind_display()}"


class Appeal(models.Model):
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), related_name="+")
    ref = models.CharField(max_length=80)  # "app.model:pk" of the removed post or the sanction
    words = models.TextField(_("words"), max_length=2000)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("answered by"), null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    is_upheld = models.BooleanField(_("upheld"), null=True)

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")

    def __str__(self):
        return f"#{self.pk}"
