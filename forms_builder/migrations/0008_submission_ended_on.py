"""The day from which the days count, so that a limit made shorter can bring the end forward."""

from datetime import timedelta

from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

AT_ONCE = 200


def fill(apps, schema_editor):
    """What was promised, counted back from the end; at the earliest the day on which she wrote last."""
    Submission = apps.get_model("forms_builder", "Submission")
    batch = []
    for row in Submission.objects.filter(purge_on__isnull=False, purged_at=None).iterator(AT_ONCE):
        days = settings.RETENTION_DAYS if row.kept_days is None else row.kept_days
        counted = row.purge_on - timedelta(days=min(days, settings.RETENTION_DAYS))
        row.ended_on = max(counted, timezone.localdate(row.updated_at))
        batch.append(row)
        if len(batch) == AT_ONCE:
            Submission.objects.bulk_update(batch, ["ended_on"])
            batch = []
    Submission.objects.bulk_update(batch, ["ended_on"])


class Migration(migrations.Migration):
    dependencies = [("forms_builder", "0007_insert_only_base_manager")]

    operations = [
        migrations.AddField("submission", "ended_on", models.DateField(blank=True, null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
