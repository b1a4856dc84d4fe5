"""The Celery application: it carries work; the database remembers it."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "petbuddy.settings")

app = Celery("petbuddy")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(["petbuddy"], related_name="schedule")
