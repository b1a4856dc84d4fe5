"""What beat starts by the clock, and what a worker starts first: the rows know what is due."""

from celery import shared_task
from celery.signals import worker_ready
from django.utils import timezone

from petbuddy import due, heartbeats


@shared_task(name="petbuddy.sweep", soft_time_limit=240, time_limit=280)
def sweep():
    due.run_sweeps()
    heartbeats.beat("sweep")


@shared_task(name="petbuddy.send_due", soft_time_limit=240, time_limit=280)
def send_due():
    due.run_due(timezone.now())


@shared_task(name="petbuddy.purge", soft_time_limit=240, time_limit=280)
def purge():
    due.run_purges(timezone.now())


@worker_ready.connect
def catch_up(**kwargs):
    """What was left while no worker ran is not left another minute."""
    sweep.delay()
    send_due.delay()
