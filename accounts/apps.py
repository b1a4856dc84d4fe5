from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self):
        from accounts import checks, identity, notices, schema  # noqa: F401  checks and schema register themselves
        from accounts.services import audit, file_removals, retention
        from notifications import identity as socket_identity
        from petbuddy import due, trail

        notices.register()
        socket_identity.register(identity.user_of_scope, recheck=identity.user_still_there)
        due.register_sweep("files to remove", file_removals.restart)
        due.register_purge("accounts", retention.purge)
        trail.register(audit.record)
