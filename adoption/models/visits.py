import uuid

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OpeningHours(models.Model):
    """When a giver is usually at home for visits; slots are offered from it."""

    giver = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField()  # 0 Monday … 6 Sunday, in Asia/Taipei
    starts = models.TimeField()
    ends = models.TimeField()

    class Meta:
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6) & Q(ends__gt=F("starts")), name="opening_hours_sane")
        ]

    def __str__(self):
        return f"{self.weekday} {self.starts}–{self.ends}"


class Slot(models.Model):
    """A time at which the giver receives visitors. Places are counted by the database."""

    class Who(models.TextChoices):
        APPLICANTS = "applicants", _("Applicants")
        LIKERS = "likers", _("Everyone who likes the post")

    post = models.ForeignKey("adoption.Post", models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    capacity = models.PositiveSmallIntegerField(default=1)
    booked_count = models.PositiveSmallIntegerField(default=0)
    place = models.CharField(max_length=200, blank=True)  # opens with a confirmed visit only
    who = models.CharField(max_length=10, choices=Who, default=Who.APPLICANTS)

    class Meta:
        verbose_name = _("slot")
        verbose_name_plural = _("slots")
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint(fields=["post", "starts_at"], name="one_slot_per_time"),
            models.CheckConstraint(condition=Q(booked_count__lte=F("capacity")), name="slot_never_over_capacity"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="slot_ends_after_start"),
        ]

    def __str__(self):
        return f"{self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def free_count(self):
        return self.capacity - self.booked_count


class Booking(models.Model):
    """One adopter's place in a slot; people call it a visit."""

    class State(models.TextChoices):
        BOOKED = "booked", _("Visit to be confirmed")
        CONFIRMED = "confirmed", _("Visit confirmed")
        DONE = "done", _("Met")
        NO_SHOW = "no_show", _("Did not come")
        CANCELLED = "cancelled", pgettext_lazy("state of a visit", "Cancelled")

    ENDED = ("done", "no_show", "cancelled")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slot = models.ForeignKey(Slot, models.SET_NULL, null=True, related_name="bookings")
    post = models.ForeignKey("adoption.Post", models.PROTECT, related_name="bookings")
    adopter = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="bookings")
    application = models.ForeignKey(
        "adoption.Application", models.PROTECT, null=True, blank=True, related_name="bookings"
    )
    state = models.CharField(max_length=10, choices=State, default=State.BOOKED)
    starts_at = models.DateTimeField()  # the slot's; stays when the slot is deleted
    ends_at = models.DateTimeField()
    sequence = models.PositiveIntegerField(default=0)  # of the .ics
    reminded_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)

    is_live = models.GeneratedField(
        expression=Case(When(state__in=ENDED, then=None), default=Value(True)),
        output_field=models.BooleanField(null=True),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        constraints = [models.UniqueConstraint(fields=["post", "adopter", "is_live"], name="one_live_booking_per_post")]
        indexes = [models.Index(fields=["state", "starts_at"], name="booking_due")]

    def __str__(self):
        return str(self.uid)
