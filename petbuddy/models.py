"""Abstract bases. This app has no tables of its own."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Retried(models.Model):
    """Work that a row remembers: how often it was tried, when next, and who holds it now."""

    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    next_try_at = models.DateTimeField(_("next try"), null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class StoredFile(Retried):
    """An uploaded file. The database holds keys only; addresses are made from them. Written by petbuddy.pipeline."""

    class State(models.TextChoices):
        PENDING = "pending"
        READY = "ready"
        REJECTED = "rejected"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.PENDING)
    reason = models.CharField(max_length=32, blank=True)  # why it was rejected: a code of petbuddy.images
    name = models.CharField(max_length=120, blank=True)  # the person's own file name, cleaned; text only
    incoming_key = models.CharField(max_length=200, blank=True)  # the raw upload, private, gone once processed
    key = models.CharField(max_length=200, blank=True, db_index=True)  # the largest rendition, or the file itself
    renditions = models.JSONField(
        default=list, blank=True
    )  # [{"key", "width", "height", "mime", "bytes"}], narrow first
    colour = models.CharField(max_length=7, blank=True)  # dominant, #rrggbb
    sha256 = models.CharField(max_length=64, blank=True)  # of the raw upload
    mime = models.CharField(max_length=40, blank=True)
    bytes = models.PositiveIntegerField(default=0)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True


class Event(models.Model):
    """One change of state: who, when, from, to, and a note."""

    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    from_state = models.CharField(_("from"), max_length=16, blank=True)
    to_state = models.CharField(_("to"), max_length=16)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        abstract = True
