import csv
import sys
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from adoption.open_data import fetching, reading
from adoption.services import shelters

WORDS = (shelters.ADDED, shelters.CHANGED, shelters.SAME, shelters.CLOSED, shelters.SKIPPED)
BAR_WIDTH = 32
REASONS_SHOWN = 20


class Command(BaseCommand):
    help = (
        "Brings Taiwan's list of animals in public shelters (農業部「動物認領養」, CSV or JSON) up to date: adds new "
        "animals, changes what changed, and takes off those that a whole list no longer names. Can be repeated."
    )

    def add_arguments(self, parser):
        parser.add_argument("source", help="the file, or an https address of the ministry")
        parser.add_argument("--partial", action="store_true", help="the list is a part: nothing is taken off")
        parser.add_argument(
            "--close-anyway", action="store_true", help="take off what is missing even if the list looks cut off"
        )
        parser.add_argument("--report", metavar="FILE.csv", help="write one line for each record")

    def handle(self, *args, source, partial, close_anyway, report, **options):
        try:
            rows = reading.rows(_bytes(source))
        except (OSError, reading.Unreadable) as error:
            raise CommandError(f"{error} Nothing was changed.")
        with ExitStack() as stack:
            told = _Told(len(rows), sys.stderr if sys.stderr.isatty() else None)
            if report:
                told.report_to(stack.enter_context(Path(report).open("w", encoding="utf-8", newline="")))
            run = shelters.import_animals(rows=rows, is_whole=not partial, is_close_forced=close_anyway, tell=told)
            told.end()
        self._summarize(len(rows), run, told)

    def _summarize(self, total, run, told):
        accounted = sum(run.counts[word] for word in WORDS if word != shelters.CLOSED)
        self.stdout.write(f"{accounted:,} of {total:,} records accounted for")
        self.stdout.write("  ".join(f"{word} {run.counts[word]:,}" for word in WORDS))
        for reason, count in told.reasons.most_common(REASONS_SHOWN):
            self.stdout.write(f"  skipped {count:,}: {reason}")
        if run.closing_refused:
            self.stderr.write(self.style.WARNING(f"Nothing was closed: {run.closing_refused}."))


class _Told:
    """Hears of every record: draws the bar on a terminal, writes the report's line, counts why records were skipped."""

    def __init__(self, total, terminal):
        self.total, self.terminal, self.done = total, terminal, 0
        self.reasons, self.report = Counter(), None

    def report_to(self, file):
        self.report = csv.writer(file)
        self.report.writerow(["line", "animal_id", "outcome", "reason"])

    def __call__(self, outcome):
        if outcome.what == shelters.SKIPPED:
            self.reasons[outcome.reason] += 1
        if self.report:
            self.report.writerow([outcome.line or "", outcome.animal_id or "", outcome.what, outcome.reason])
        if outcome.what != shelters.CLOSED:
            self.done += 1
            self._draw()

    def end(self):
        if self.terminal:
            self.terminal.write("\n")

    def _draw(self):
        if not self.terminal or (self.done % 50 and self.done != self.total):
            return
        filled = BAR_WIDTH * self.done // max(self.total, 1)
        bar = "█" * filled + "░" * (BAR_WIDTH - filled)
        self.terminal.write(f"\r{bar} {self.done:,} of {self.total:,}")
        self.terminal.flush()


def _bytes(source):
    if "://" in source:
        return fetching.fetch(source)
    path = Path(source)
    if path.stat().st_size > reading.MAX_BYTES:
        raise reading.Unreadable("The file is too large to be a list of animals.")
    return path.read_bytes()
