import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from petbuddy.models import StoredFile


class Submission(models.Model):
    """One respondent's answers to one version: a draft, or sent and frozen. Decisions about her stand elsewhere."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.ForeignKey("forms_builder.FormVersion", models.PROTECT, related_name="submissions")
    respondent = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="submissions")
    answers = models.JSONField(default=dict)  # {question id: value}; ids of questions and choices, never labels
    # [{question, answer}] in words: what she wrote to questions that a draft was not asked again. Hers alone.
    put_aside = models.JSONField(default=list, blank=True)
    # Written when it is sent (forms_builder.lookup): what results are searched by. Goes when the answers go.
    lookup = models.TextField(default="", blank=True, editable=False)
    kept_days = models.PositiveIntegerField(null=True, blank=True)  # as was promised before it was sent
    seqs = models.JSONField(default=dict)  # {client: last seq}: an older write of the same tab is ignored
    language = models.CharField(max_length=10, default="zh-hant")
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)
    reminded_at = models.DateTimeField(null=True, blank=True)  # a draft: that it will go, since she wrote last
    submitted_at = models.DateTimeField(null=True, blank=True)
    withheld_at = models.DateTimeField(null=True, blank=True)  # withdrawn: nobody but the respondent reads it
    ended_on = models.DateField(null=True, blank=True)  # the matter was decided: the days count from here
    purge_on = models.DateField(null=True, blank=True)
    purged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        indexes = [
            models.Index(fields=["version", "submitted_at"], name="submission_sent"),
            models.Index(fields=["submitted_at", "updated_at"], name="submission_untouched"),
        ]

    def __str__(self):
        return str(self.uid)

    @property
    def is_draft(self):
        return self.submitted_at is None

    @property
    def is_readable(self):
        """Sent, not taken back, and its time is not over."""
        return not self.is_draft and self.withheld_at is None and self.purged_at is None


class Upload(StoredFile):
    """A file that answers a question. Private: each read asks for the right and yields a link of at most 60 seconds."""

    form = models.ForeignKey("forms_builder.Form", models.CASCADE, related_name="uploads")
    question_id = models.CharField(max_length=24)
    submission = models.ForeignKey(Submission, models.CASCADE, null=True, blank=True, related_name="uploads")
    # Sent, and could not be read afterwards: when she was asked for another; and which one the other took the place of.
    asked_again_at = models.DateTimeField(null=True, blank=True)
    replaces = models.OneToOneField("self", models.SET_NULL, null=True, blank=True, related_name="replacement")

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        indexes = [models.Index(fields=["state", "next_try_at"], name="upload_due")]

    def __str__(self):
        return str(self.uid)


class Review(models.Model):
    """One reviewer's private score and note on a submission; the respondent never sees it."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField(null=True, blank=True)  # 1 to 5
    note = models.TextField(blank=True)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = [models.UniqueConstraint(fields=["submission", "reviewer"], name="one_review_per_reviewer")]

    def __str__(self):
        return f"review {self.pk}"


class Tally(models.Model):
    """How often an option was chosen in answers that are no longer kept: a number, and nobody behind it.

    `value` is the id of the option, `true`, `false`, a step of a scale, `other`, or empty: how many answered at all.
    """

    form = models.ForeignKey("forms_builder.Form", models.CASCADE, related_name="tallies")
    question_id = models.CharField(max_length=24)
    value = models.CharField(max_length=24, blank=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")
        constraints = [models.UniqueConstraint(fields=["form", "question_id", "value"], name="one_tally_per_value")]

    def __str__(self):
        return f"{self.question_id} {self.value}: {self.count}"
