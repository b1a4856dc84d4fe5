"""`manage.py purge`: deletes what was kept as long as we promised, and not longer."""

from django.core.management import BaseCommand
from django.utils import timezone

from petbuddy import due
from petbuddy.management.reports import report


class Command(BaseCommand):
    help = "Deletes what has been kept long enough."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only count")

    def handle(self, *, dry_run, **options):
        report(self, due.run_purges(timezone.now(), dry_run=dry_run))
