from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FormsBuilderConfig(AppConfig):
    name = "forms_builder"
    verbose_name = _("Forms")

    def ready(self):
        from forms_builder import permissions  # the models are loaded only now
        from forms_builder.services import retention, uploads
        from notifications import topics
        from petbuddy import due

        due.register_sweep("uploads", uploads.restart_pending)
        due.register_due("unclaimed uploads", uploads.reap_unclaimed)
        due.register_purge("answers", retention.purge)
        topics.register("form", permissions.may_follow_draft)
