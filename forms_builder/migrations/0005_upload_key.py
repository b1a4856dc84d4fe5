from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("forms_builder", "0004_results"),
    ]

    operations = [
        migrations.AlterField(
            model_name="upload",
            name="key",
            field=models.CharField(blank=True, db_index=True, max_length=200),
        ),
    ]
