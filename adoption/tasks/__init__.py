from . import attachments, photos  # noqa: F401  Celery finds the tasks through this module
