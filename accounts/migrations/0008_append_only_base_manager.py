from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_facts_at")]

    operations = [
        migrations.AlterModelOptions(
            name="auditentry",
            options={
                "base_manager_name": "objects",
                "verbose_name": "audit entry",
                "verbose_name_plural": "audit trail",
            },
        ),
    ]
