import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_data_requests"),
    ]

    operations = [
        migrations.CreateModel(
            name="FileRemoval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="tries")),
                ("next_try_at", models.DateTimeField(blank=True, null=True, verbose_name="next try")),
                ("claimed_at", models.DateTimeField(blank=True, null=True)),
                ("key", models.CharField(max_length=200, verbose_name="key")),
                ("is_public", models.BooleanField(default=False, verbose_name="public")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked")),
            ],
            options={
                "verbose_name": "file to remove",
                "verbose_name_plural": "files to remove",
                "indexes": [models.Index(fields=["next_try_at"], name="file_removal_due")],
            },
        ),
        migrations.AlterField(
            model_name="avatar",
            name="key",
            field=models.CharField(blank=True, db_index=True, max_length=200),
        ),
    ]
