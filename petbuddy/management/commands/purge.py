"""`manage.py purge`: deletes what was kept as long as we promised, and not longer."""

from django.core.management import BaseCommand
from django.utils import timezone

from petbuddy import due
from petbuddy.management.reports import report
from petbuddy.orphans import purge as purge_orphans


class Command(BaseCommand):
    help = "Deletes what has been kept long enough."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only count")
        parser.add_argument(
            "--orphans",
            action="store_true",
            help="the files that no row names, however many: the database has been looked at and is the right one",
        )

    def handle(self, *, dry_run, orphans, **options):
        now = timezone.now()
        if orphans:
            report(self, {"files that nobody names": purge_orphans(now, dry_run, is_sure=True)})
        else:
            report(self, due.run_purges(now, dry_run=dry_run))
