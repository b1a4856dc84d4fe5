"""Before the first page: tables and static files, made when they are missing or stale, else at no cost."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def is_database_current():
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def migrate():
    if not is_database_current():
        call_command("migrate", interactive=False, verbosity=0)


def collect_static():
    """Hashed copies of every static file. A stamp of our sources and the packages saves the second time."""
    if settings.SERVESTATIC_USE_FINDERS:  # served from where they lie
        return
    stamp_file, stamp = Path(settings.STATIC_ROOT) / ".stamp", _stamp()
    if stamp_file.exists() and stamp_file.read_text() == stamp:
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=False)
    stamp_file.write_text(stamp)


def _stamp():
    mark = hashlib.sha256()
    for folder in settings.STATICFILES_DIRS:
        for path in sorted(Path(folder).rglob("*")):
            found = path.stat()
            mark.update(f"{path}:{found.st_size}:{found.st_mtime_ns}".encode())
    for path in sorted((settings.BASE_DIR / "requirements").glob("*.txt")):
        mark.update(path.read_bytes())
    return mark.hexdigest()
