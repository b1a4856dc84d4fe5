from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from petbuddy.insert_only import WrittenOnce

from .version_queries import VersionQuerySet


def is_closed(closed_at, accepts_from, accepts_until):
    """Takes a form with these times no answers now? From its first moment on it does, at its last no more."""
    now = timezone.now()
    return (
        closed_at is not None
        or (accepts_until is not None and now >= accepts_until)
        or (accepts_from is not None and now < accepts_from)
    )


class Form(models.Model):
    """A questionnaire of one owner. What respondents fill in is `live_version`; the owner edits `draft`."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        LIVE = "live", _("Live")
        LIVE_WITH_DRAFT = "live_with_draft", _("Live, with unpublished changes")
        CLOSED = "closed", _("Closed")
        CLOSED_WITH_DRAFT = "closed_with_draft", _("Closed, with unpublished changes")

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("owner"), related_name="forms")
    title = models.CharField(_("title"), max_length=120)
    draft = models.JSONField(default=dict)  # a definition, valid or not: forms_builder.definition
    draft_rev = models.PositiveIntegerField(_("revision of the draft"), default=1)
    live_version = models.ForeignKey(
        "FormVersion", models.PROTECT, verbose_name=_("live version"), null=True, blank=True, related_name="+"
    )
    live_rev = models.PositiveIntegerField(null=True, blank=True)  # the draft revision that was published
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    accepts_from = models.DateTimeField(null=True, blank=True)
    accepts_until = models.DateTimeField(null=True, blank=True)
    retention_days = models.PositiveIntegerField(
        _("days that answers are kept"), null=True, blank=True
    )  # null: the operator's limit
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    updated_at = models.DateTimeField(_("changed"), default=timezone.now)

    class Meta:
        verbose_name = _("form")
        verbose_name_plural = _("forms")
        permissions = [
            ("edit_form", "Can edit the form"),
            ("publish_form", "Can publish the form"),
            ("view_results", "Can view results"),
            ("view_private_answers", "Can view answers marked private"),
            ("review_results", "Can score and annotate results"),
            ("export_results", "Can export results"),
            ("delete_results", "Can delete results"),
            ("share_form", "Can share the form"),
        ]

    def __str__(self):
        return self.title

    @property
    def is_closed(self):
        return is_closed(self.closed_at, self.accepts_from, self.accepts_until)

    @property
    def opens_at(self):
        """When it will take answers by itself; None where nobody knows, or it does."""
        waits = self.closed_at is None and self.accepts_from is not None and timezone.now() < self.accepts_from
        return self.accepts_from if waits else None

    @property
    def takes_answers(self):
        """Can anybody begin to fill it in now?"""
        return self.live_version_id is not None and not self.is_closed

    @property
    def has_unpublished_changes(self):
        return self.live_rev is None or self.live_rev < self.draft_rev

    @property
    def state(self):
        """Derived, never stored."""
        if self.live_version_id is None:
            return self.State.DRAFT
        if self.is_closed:
            return self.State.CLOSED_WITH_DRAFT if self.has_unpublished_changes else self.State.CLOSED
        return self.State.LIVE_WITH_DRAFT if self.has_unpublished_changes else self.State.LIVE


class FormVersion(WrittenOnce):
    """A definition as it was published. Insert only."""

    REFUSAL = "a published form version is immutable"

    form = models.ForeignKey(Form, models.PROTECT, verbose_name=_("form"), related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    definition = models.JSONField()
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("published by"), related_name="+"
    )
    published_at = models.DateTimeField(_("published"), default=timezone.now)
    # How long drafts on the version before may still be sent; 0 if everybody shall answer the new questions.
    grace_days = models.PositiveSmallIntegerField(_("days of grace for older drafts"), default=14)

    objects = VersionQuerySet.as_manager()

    class Meta(WrittenOnce.Meta):
        verbose_name = _("form version")
        verbose_name_plural = _("form versions")
        constraints = [models.UniqueConstraint(fields=["form", "number"], name="one_version_per_number")]

    def __str__(self):
        return f"{self.form_id} v{self.number}"


class DraftOp(models.Model):
    """One edit of a draft and its inverse, kept 30 days: history, and undo across reloads."""

    form = models.ForeignKey(Form, models.CASCADE, related_name="draft_ops")
    rev = models.PositiveIntegerField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    op = models.JSONField()
    inverse = models.JSONField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["form", "rev"], name="one_op_per_revision")]

    def __str__(self):
        return f"{self.form_id} rev {self.rev}"


class Template(models.Model):
    """A definition to start from: the site's own (no owner) or one that a person kept."""

    slug = models.SlugField(max_length=60)
    language = models.CharField(max_length=10)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="form_templates"
    )
    title = models.CharField(max_length=120)
    definition = models.JSONField()

    class Meta:
        verbose_name = _("form template")
        verbose_name_plural = _("form templates")
        constraints = [models.UniqueConstraint(fields=["slug", "language"], name="one_template_per_language")]

    def __str__(self):
        return f"{self.slug} ({self.language})"
