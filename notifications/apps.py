from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "notifications"
    verbose_name = _("Notifications")

    def ready(self):
        from notifications import notices as own_kinds
        from notifications import personal_data, topics
        from notifications.services import digests, notices, outbox
        from petbuddy import due

        topics.register("user", topics.own_of)
        own_kinds.register()
        personal_data.register()
        due.register_due("digests", digests.send_due)
        due.register_sweep("mail", outbox.sweep)
        due.register_purge("mail", outbox.purge)
        due.register_purge("notifications", notices.purge)
