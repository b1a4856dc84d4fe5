from django.db import migrations, models
from django.utils import timezone


def all_lie_in_public(apps, schema_editor):
    """Until now every photo stood in the public storage; those that do not belong there are to be moved."""
    Photo = apps.get_model("adoption", "Photo")
    Photo.objects.filter(state="ready").update(is_public=True)
    hidden = models.Q(post__visibility="private") | models.Q(post__state__in=["draft", "in_review", "removed"])
    found = list(Photo.objects.filter(hidden, state="ready").values_list("pk", flat=True))
    Photo.objects.filter(pk__in=found).update(next_try_at=timezone.now(), attempts=0, claimed_at=None)


class Migration(migrations.Migration):
    dependencies = [
        ("adoption", "0006_labels"),
    ]

    operations = [
        migrations.AddField(
            model_name="photo",
            name="is_public",
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name="photo",
            name="key",
            field=models.CharField(blank=True, db_index=True, max_length=200),
        ),
        migrations.AlterField(
            model_name="attachment",
            name="key",
            field=models.CharField(blank=True, db_index=True, max_length=200),
        ),
        migrations.RunPython(all_lie_in_public, migrations.RunPython.noop),
    ]
