"""`manage.py requeue`: starts again what was left lying: mails and pictures. Nothing is done twice."""

from django.core.management import BaseCommand

from petbuddy import due
from petbuddy.management.reports import report


class Command(BaseCommand):
    help = "Starts stuck mails and pictures again. The scheduler does the same every minute."

    def handle(self, **options):
        report(self, due.run_sweeps())
