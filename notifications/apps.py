from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "notifications"
    verbose_name = _("Notifications")

    def ready(self):
        from notifications import topics
        from notifications.services import notices, outbox
        from petbuddy import due

        topics.register("user", topics.is_own)
        due.register_sweep("mail", outbox.sweep)
        due.register_purge("mail", outbox.purge)
        due.register_purge("notifications", notices.purge)
