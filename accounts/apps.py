from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self):
        # checks and schema register themselves
        from accounts import checks, identity, notices, own_sections, personal_data, schema  # noqa: F401
        from accounts.models import Avatar
        from accounts.selectors import archives
        from accounts.selectors.personal_data import unfulfilled
        from accounts.selectors.sessions import whose_address_is_told
        from accounts.services import audit, avatars, file_removals, retention
        from accounts.services import personal_data as wishes
        from notifications import identity as socket_identity
        from petbuddy import doctoring, due, orphans, trail

        notices.register()
        personal_data.register()
        own_sections.register()
        socket_identity.register(identity.user_of_scope, recheck=identity.user_still_there)
        due.register_sweep("pictures of people", avatars.restart_pending)
        due.register_sweep("files to remove", file_removals.restart)
        due.register_sweep("personal data", wishes.restart)
        due.register_due("archives of personal data", wishes.drop_old_exports)
        orphans.register_stored_files("files", Avatar)
        orphans.register("exports", archives.named)
        due.register_purge("accounts", retention.purge)
        doctoring.register_examination("personal data", unfulfilled)
        doctoring.register_examination("addresses of people", whose_address_is_told)
        trail.register(audit.record)
