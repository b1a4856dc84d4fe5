"""`manage.py send_due`: what the calendar asks for (reminders, digests, follow-ups, stale posts); safe at any time."""

from django.core.management import BaseCommand
from django.utils import timezone

from petbuddy import due
from petbuddy.management.reports import report


class Command(BaseCommand):
    help = "Does what is due now: reminders, digests, follow-ups, stale posts. The scheduler runs it every minute."

    def handle(self, **options):
        report(self, due.run_due(timezone.now()))
