import uuid

from django.conf import settings
from django.db import models
from django.db.models import Case, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from petbuddy.models import Event


class Application(models.Model):
    """One person's request to adopt one pet. Its state changes only in services.applications."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Not sent")
        SUBMITTED = "submitted", _("Sent")
        UNDER_REVIEW = "under_review", _("Being read")
        SHORTLISTED = "shortlisted", _("Shortlisted")
        RESERVED = "reserved", _("Reserved for you")
        ADOPTED = "adopted", pgettext_lazy("state of an application", "Home")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("state of an application", "Withdrawn")
        CLOSED = "closed", _("Closed")

    class ClosedReason(models.TextChoices):
        PET_GONE = "pet_gone", _("The pet has a home")
        POST_WITHDRAWN = "post_withdrawn", _("The post was withdrawn")
        POST_REMOVED = "post_removed", _("The post was removed")
        NOT_SENT = "not_sent", _("It was begun and never sent")

    # Named by their end: a new open state needs no migration. `adopted` keeps the row open: it is the happy end.
    ENDED = ("declined", "withdrawn", "closed")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    post = models.ForeignKey("adoption.Post", models.PROTECT, verbose_name=_("post"), related_name="applications")
    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("applicant"), related_name="applications"
    )
    submission = models.OneToOneField("forms_builder.Submission", models.PROTECT, related_name="application")
    state = models.CharField(_("state"), max_length=16, choices=State, default=State.DRAFT)
    closed_reason = models.CharField(_("why it was closed"), max_length=16, choices=ClosedReason, blank=True)
    decline_reason = models.CharField(max_length=20, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    submitted_at = models.DateTimeField(_("sent"), null=True, blank=True)
    read_at = models.DateTimeField(_("first read"), null=True, blank=True)  # the giver's first look: the read receipt
    invited_at = models.DateTimeField(_("invited"), null=True, blank=True)
    reply_by = models.DateTimeField(_("answer promised by"), null=True, blank=True)  # promised to the applicant
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    alternate_rank = models.PositiveSmallIntegerField(_("rank among the alternates"), null=True, blank=True)

    # True while open, NULL once ended: a partial unique index that MySQL has too.
    is_open = models.GeneratedField(
        expression=Case(When(state__in=ENDED, then=None), default=Value(True)),
        output_field=models.BooleanField(null=True),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        constraints = [
            models.UniqueConstraint(fields=["post", "applicant", "is_open"], name="one_open_application_per_post"),
        ]
        indexes = [
            models.Index(fields=["post", "state"], name="application_of_post"),
            models.Index(fields=["applicant", "state"], name="application_of_person"),
            models.Index(fields=["state", "reply_by"], name="application_reply_due"),
        ]
        # The back office's own rights: `view_application` would open every application on the site's pages, too.
        permissions = [
            ("oversee_application", "Can see states of applications in the back office"),
            ("unseal_application", "Can open the answers of an application for a reason that is logged"),
        ]

    def __str__(self):
        return str(self.uid)

    @property
    def has_ended(self):
        return self.state in self.ENDED

    def get_absolute_url(self):
        return f"/me/applications/{self.uid}/"


class ApplicationEvent(Event):
    application = models.ForeignKey(Application, models.CASCADE, verbose_name=_("application"), related_name="events")

    class Meta:
        verbose_name = _("application event")
        verbose_name_plural = _("application events")
        ordering = ["at", "id"]

    def __str__(self):
        return f"{self.from_state} → {self.to_state}"
