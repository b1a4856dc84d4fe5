"""Who is what. Roles are words for people and for the token; the rights themselves are asked by `user.has_perm`."""

GIVERS = "Givers"
MODERATORS = "Moderators"


def roles(user):
    """The roles of product.md that this person has, as a list; an unverified account has none yet."""
    groups = {group.name for group in user.groups.all()}  # lists fetch them for everybody at once
    held = {
        "adopter": user.is_verified,
        "giver": GIVERS in groups,
        "moderator": user.is_staff and MODERATORS in groups,
        "operator": user.is_superuser,
    }
    return [role for role, has in held.items() if has]


def grant_group(apps, group, permissions):
    """For migrations: give `group` the rights "app.codename", also in a fresh database, where they are not made yet.

    `apps` is the migration's registry. Rights are created by a signal after all migrations; a migration that hands
    them out makes those that it needs.
    """
    content_types = apps.get_model("contenttypes", "ContentType")
    rights = apps.get_model("auth", "Permission")
    held, _created = apps.get_model("auth", "Group").objects.get_or_create(name=group)
    for name in permissions:
        app, codename = name.split(".")
        action, _, model = codename.partition("_")
        kind, _created = content_types.objects.get_or_create(app_label=app, model=model.replace("_", ""))
        right, _created = rights.objects.get_or_create(
            content_type=kind, codename=codename, defaults={"name": f"Can {action} {model}"}
        )
        held.permissions.add(right)
