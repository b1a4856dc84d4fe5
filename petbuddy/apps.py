from django.apps import AppConfig


class PetbuddyConfig(AppConfig):
    name = "petbuddy"
    verbose_name = "PetBuddy"

    def ready(self):
        from petbuddy import celery, checks, due, orphans  # noqa: F401  tasks find their queue, checks are registered

        due.register_purge("files that nobody names", orphans.purge)
