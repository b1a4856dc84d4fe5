import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from petbuddy.insert_only import InsertOnly, WrittenOnce
from petbuddy.models import Retried


class TrailQuerySet(InsertOnly):
    """The trail: what was written stays."""

    def forget(self, user):
        """The one exception: of somebody who was erased the trail keeps what happened, not from where, nor in words."""
        about = f"{user._meta.label_lower}:{user.pk}"
        self.filter(actor=user)._overwrite(address=None)
        self.filter(ref=about)._overwrite(note="")


class AuditEntry(WrittenOnce):
    """Who did what to which object, when and from where. Field names, never sensitive values."""

    REFUSAL = "audit entries are append-only"

    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), null=True, blank=True, related_name="+"
    )
    action = models.CharField(_("action"), max_length=40)
    ref = models.CharField(_("about"), max_length=80, blank=True)  # "app.model:pk"
    fields = models.JSONField(_("fields"), default=list, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    address = models.GenericIPAddressField(_("network address"), null=True, blank=True)
    request_id = models.CharField(_("request"), max_length=40, blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True)

    objects = TrailQuerySet.as_manager()

    class Meta(WrittenOnce.Meta):
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit trail")
        indexes = [models.Index(fields=["ref", "at"], name="audit_ref")]

    def __str__(self):
        return f"{self.action} {self.ref}"


class IdempotencyKey(models.Model):
    """The answer to a creating request, kept a day, so that a retry gets the same answer and makes nothing new."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    route = models.CharField(max_length=120)
    key = models.CharField(max_length=80)
    fingerprint = models.CharField(max_length=64)  # sha-256 of the body
    status = models.PositiveSmallIntegerField(null=True)  # null: still running
    response = models.JSONField(null=True)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("idempotency key")
        verbose_name_plural = _("idempotency keys")
        constraints = [models.UniqueConstraint(fields=["user", "route", "key"], name="one_answer_per_key")]

    def __str__(self):
        return f"{self.route} {self.pk}"


class DataRequestQuerySet(models.QuerySet):
    CLAIM_LASTS = timedelta(seconds=150)  # longer than the task's hard limit

    def due(self, now):
        """What the worker may begin: an export at once, an erasure when its day has come; in nobody's living hands."""
        free = Q(claimed_at=None) | Q(claimed_at__lt=now - self.CLAIM_LASTS)
        ripe = Q(next_try_at=None) | Q(next_try_at__lte=now)
        begun = Q(kind=DataRequest.Kind.EXPORT) | Q(due_at__lte=now)
        return self.filter(free, ripe, begun, state=DataRequest.State.WAITING)


class DataRequest(Retried):
    """A person's wish to take her data with her, or to be forgotten. The row remembers the work."""

    class Kind(models.TextChoices):
        EXPORT = "export", _("Export")
        ERASE = "erase", _("Erase")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        READY = "ready", _("Ready")
        DONE = "done", _("Done")
        CANCELLED = "cancelled", _("Cancelled")
        FAILED = "failed", _("Failed")

    ENDED = ("done", "cancelled", "failed")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("account"), related_name="data_requests"
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    key = models.CharField(max_length=200, blank=True)  # of the export in private storage
    crashes = models.PositiveSmallIntegerField(default=0)  # whoever worked on it died or broke
    created_at = models.DateTimeField(_("asked"), default=timezone.now)
    due_at = models.DateTimeField(_("due"))
    ends_at = models.DateTimeField(_("kept until"), null=True, blank=True)  # an export that is ready
    fetched_at = models.DateTimeField(_("fetched"), null=True, blank=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)

    objects = DataRequestQuerySet.as_manager()

    # True while open, NULL once ended: one wish of a kind at a time, held by the database.
    is_open = models.GeneratedField(
        expression=Case(When(state__in=ENDED, then=None), default=Value(True)),
        output_field=models.BooleanField(null=True),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("data request")
        verbose_name_plural = _("data requests")
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "is_open"], name="one_open_data_request_per_kind")
        ]
        indexes = [models.Index(fields=["state", "due_at"], name="data_request_due")]

    def __str__(self):
        return f"{self.kind} {self.pk}"
