from django.apps import AppConfig


class PetbuddyConfig(AppConfig):
    name = "petbuddy"
    verbose_name = "PetBuddy"

    def ready(self):
        from petbuddy import checks  # noqa: F401  registers the system checks
