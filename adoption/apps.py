from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from adoption.form_templates.registration import register_templates


class AdoptionConfig(AppConfig):
    name = "adoption"
    verbose_name = _("Adoption")

    def ready(self):
        from accounts import places as accounts_places
        from accounts import session_parts
        from adoption import due_work, notices, topics  # the models are loaded only now
        from adoption.selectors import places
        from adoption.selectors.likes import liked_uids

        notices.register()
        due_work.register()
        topics.register()
        accounts_places.register(places.grouped)
        register_templates()
        session_parts.register("likes", liked_uids)
