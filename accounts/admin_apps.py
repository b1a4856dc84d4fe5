from django.contrib.admin.apps import AdminConfig


class BackOfficeConfig(AdminConfig):
    """Django's admin with our own site in it: one identity, and the second factor before it opens."""

    default_site = "accounts.admin_site.BackOfficeSite"
