"""What beat starts every minute."""

from celery import shared_task
from django.utils import timezone

from petbuddy import due


@shared_task(name="petbuddy.sweep")
def sweep():
    due.run_sweeps()


@shared_task(name="petbuddy.send_due")
def send_due():
    due.run_due(timezone.now())
