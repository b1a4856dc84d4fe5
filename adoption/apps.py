from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from adoption.form_templates.registration import register_templates


class AdoptionConfig(AppConfig):
    name = "adoption"
    verbose_name = _("Adoption")

    def ready(self):
        register_templates()
