"""What a draft was not asked again stays readable to her who wrote it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("forms_builder", "0008_submission_ended_on")]

    operations = [
        migrations.AddField("submission", "put_aside", models.JSONField(blank=True, default=list)),
    ]
