import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_devices_addresses_avatars"),
    ]

    operations = [
        migrations.AddField(
            model_name="datarequest",
            name="crashes",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="datarequest",
            name="done_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="done"),
        ),
        migrations.AddField(
            model_name="datarequest",
            name="ends_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="kept until"),
        ),
        migrations.AddField(
            model_name="datarequest",
            name="fetched_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="fetched"),
        ),
        migrations.AlterField(
            model_name="datarequest",
            name="created_at",
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked"),
        ),
        migrations.AlterField(
            model_name="datarequest",
            name="due_at",
            field=models.DateTimeField(verbose_name="due"),
        ),
        migrations.AlterField(
            model_name="datarequest",
            name="kind",
            field=models.CharField(
                choices=[("export", "Export"), ("erase", "Erase")], max_length=8, verbose_name="kind"
            ),
        ),
        migrations.AlterField(
            model_name="datarequest",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "Waiting"),
                    ("ready", "Ready"),
                    ("done", "Done"),
                    ("cancelled", "Cancelled"),
                    ("failed", "Failed"),
                ],
                default="waiting",
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.AlterField(
            model_name="datarequest",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="data_requests",
                to=settings.AUTH_USER_MODEL,
                verbose_name="account",
            ),
        ),
        migrations.AddField(
            model_name="datarequest",
            name="is_open",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Case(
                    models.When(state__in=("done", "cancelled", "failed"), then=None), default=models.Value(True)
                ),
                output_field=models.BooleanField(null=True),
            ),
        ),
        migrations.AddIndex(
            model_name="datarequest",
            index=models.Index(fields=["state", "due_at"], name="data_request_due"),
        ),
        migrations.AddConstraint(
            model_name="datarequest",
            constraint=models.UniqueConstraint(
                fields=("user", "kind", "is_open"), name="one_open_data_request_per_kind"
            ),
        ),
    ]
