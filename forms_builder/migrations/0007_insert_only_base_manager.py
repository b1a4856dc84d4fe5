from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("forms_builder", "0006_choice_pictures")]

    operations = [
        migrations.AlterModelOptions(
            name="formversion",
            options={
                "base_manager_name": "objects",
                "verbose_name": "form version",
                "verbose_name_plural": "form versions",
            },
        ),
    ]
