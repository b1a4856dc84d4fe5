from django.db import migrations

from accounts.roles import MODERATORS, grant_group


def grant(apps, schema_editor):
    """Moderators decide about posts; trust and the back office ask for the same right."""
    grant_group(apps, MODERATORS, ["adoption.review_post"])


class Migration(migrations.Migration):
    dependencies = [
        ("adoption", "0003_districts"),
        ("accounts", "0002_groups"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
