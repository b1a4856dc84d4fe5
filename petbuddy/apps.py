from django.apps import AppConfig


class PetbuddyConfig(AppConfig):
    name = "petbuddy"
    verbose_name = "PetBuddy"

    def ready(self):
        from petbuddy import celery, checks  # noqa: F401  tasks find their queue, checks are registered
