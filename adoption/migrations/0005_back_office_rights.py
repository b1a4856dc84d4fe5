from django.db import migrations

from accounts.roles import MODERATORS, grant_group

RIGHTS = [
    "adoption.oversee_application",
    "adoption.unseal_application",
    "adoption.view_report",
    "adoption.view_sanction",
    "adoption.view_appeal",
    "adoption.view_shelteranimal",
    "accounts.view_user",
    "accounts.view_auditentry",
    "forms_builder.view_formversion",
]


def grant(apps, schema_editor):
    """What moderators see in the back office; what they decide there hangs on adoption.review_post."""
    grant_group(apps, MODERATORS, RIGHTS)


class Migration(migrations.Migration):
    dependencies = [
        ("adoption", "0004_moderators"),
        ("accounts", "0002_groups"),
        ("forms_builder", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [
        migrations.AlterModelOptions(
            name="application",
            options={
                "permissions": [
                    ("oversee_application", "Can see states of applications in the back office"),
                    ("unseal_application", "Can open the answers of an application for a reason that is logged"),
                ],
                "verbose_name": "application",
                "verbose_name_plural": "applications",
            },
        ),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
