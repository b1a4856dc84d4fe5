from django.conf import settings
from django.db import models
from django.db.models import Case, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ReservationQuerySet(models.QuerySet):
    def live(self):
        return self.filter(ended_at=None)


class Reservation(models.Model):
    """The promise of one pet to one applicant: at most one live per post, held by the database."""

    class EndReason(models.TextChoices):
        UNDONE = "undone", _("Undone by the giver")
        WITHDRAWN = "withdrawn", _("The applicant withdrew")
        ADOPTED = "adopted", _("Handed over")
        POST_ENDED = "post_ended", _("The post ended")

    post = models.ForeignKey("adoption.Post", models.PROTECT, related_name="reservations")
    application = models.ForeignKey("adoption.Application", models.PROTECT, related_name="reservations")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    sign_by = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=12, choices=EndReason, blank=True)

    is_live = models.GeneratedField(
        expression=Case(When(ended_at__isnull=False, then=None), default=Value(True)),
        output_field=models.BooleanField(null=True),
        db_persist=True,
    )

    objects = ReservationQuerySet.as_manager()

    class Meta:
        verbose_name = _("reservation")
        verbose_name_plural = _("reservations")
        constraints = [models.UniqueConstraint(fields=["post", "is_live"], name="one_live_reservation_per_post")]

    def __str__(self):
        return f"reservation {self.pk}"


class Agreement(models.Model):
    """The adoption agreement of a reservation, as both typed their names under it."""

    reservation = models.OneToOneField(Reservation, models.PROTECT, related_name="agreement")
    template_version = models.CharField(max_length=20)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    giver_name = models.CharField(max_length=60, blank=True)
    giver_signed_at = models.DateTimeField(null=True, blank=True)
    adopter_name = models.CharField(max_length=60, blank=True)
    adopter_signed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")

    def __str__(self):
        return f"agreement {self.pk}"

    @property
    def giver_signature(self):
        return self.giver_name or str(_("Former member"))

    @property
    def adopter_signature(self):
        return self.adopter_name or str(_("Former member"))
