"""What results are searched by, the promise made when answers were sent, and counts that outlive the answers."""

import django.db.models.deletion
from django.db import migrations, models

from forms_builder import lookup

AT_ONCE = 200


def fill(apps, schema_editor):
    """Write the lookup of what was sent before; nothing for answers that are gone."""
    Submission = apps.get_model("forms_builder", "Submission")
    sent = Submission.objects.filter(submitted_at__isnull=False, purged_at=None).select_related("version")
    batch = []
    for row in sent.iterator(AT_ONCE):
        row.lookup = lookup.text_of(row.version.definition, row.answers)
        batch.append(row)
        if len(batch) == AT_ONCE:
            Submission.objects.bulk_update(batch, ["lookup"])
            batch = []
    Submission.objects.bulk_update(batch, ["lookup"])


class Migration(migrations.Migration):
    dependencies = [("forms_builder", "0003_shares_and_transfers")]

    operations = [
        migrations.AddField("submission", "lookup", models.TextField(blank=True, default="", editable=False)),
        migrations.AddField("submission", "kept_days", models.PositiveIntegerField(blank=True, null=True)),
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("question_id", models.CharField(max_length=24)),
                ("value", models.CharField(blank=True, max_length=24)),
                ("count", models.PositiveIntegerField(default=0)),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tallies",
                        to="forms_builder.form",
                    ),
                ),
            ],
            options={
                "verbose_name": "tally",
                "verbose_name_plural": "tallies",
                "constraints": [
                    models.UniqueConstraint(fields=("form", "question_id", "value"), name="one_tally_per_value")
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
