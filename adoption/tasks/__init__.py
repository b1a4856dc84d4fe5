from . import attachments, photo_moves, photos  # noqa: F401  Celery finds the tasks through this module
