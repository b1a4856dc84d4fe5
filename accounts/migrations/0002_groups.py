from django.db import migrations


def create(apps, schema_editor):
    """The groups behind the roles; the app that owns the rights hands them out (accounts.roles.grant_group)."""
    for name in ("Givers", "Moderators"):
        apps.get_model("auth", "Group").objects.get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("auth", "0012_alter_user_first_name_max_length")]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
