"""Answers of those who adopted had no end: their days count from the hand-over, as was promised."""

from datetime import timedelta

from django.conf import settings
from django.db import migrations
from django.utils import timezone


def fill(apps, schema_editor):
    Adoption = apps.get_model("adoption", "Adoption")
    rows = Adoption.objects.filter(application__submission__purge_on=None, application__submission__purged_at=None)
    for adoption in rows.select_related("application__submission__version__form").iterator(200):
        submission = adoption.application.submission
        limits = (settings.RETENTION_DAYS, submission.kept_days, submission.version.form.retention_days)
        submission.ended_on = timezone.localdate(adoption.handed_over_at)
        days = min(limit for limit in limits if limit is not None)
        submission.purge_on = submission.ended_on + timedelta(days=days)
        submission.save(update_fields=["ended_on", "purge_on"])


class Migration(migrations.Migration):
    dependencies = [("adoption", "0009_drop_share_key"), ("forms_builder", "0008_submission_ended_on")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
