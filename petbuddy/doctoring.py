"""What `doctor` asks: each examination says in one line what is wrong, or nothing."""

import stat
import time
import uuid
from itertools import islice
from pathlib import Path

import redis
from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.mail import get_connection
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from kombu import Connection

from petbuddy import orphans

COLLATION = "utf8mb4_unicode_ci"
LONGEST_DRIFT = 2.0  # seconds between our clock and the database's
MANY = 1000
QUEUES = ("default", "mail", "images")
LONGEST_QUEUE = 1000

_of_apps = {}


def register_examination(name, examine):
    """An app's own; called from its AppConfig.ready()."""
    _of_apps[name] = examine


def examinations():
    """[(name, function)]; a function returns a sentence when something is wrong, and may raise."""
    return [
        ("database", database),
        ("migrations", migrations),
        ("cache", cached),
        ("queue", queue),
        ("sockets", sockets),
        ("public files", lambda: stored("default")),
        ("private files", lambda: stored("private")),
        ("files of rows", lost_files),
        ("files of nobody", orphans.doubt),
        ("mail", mail),
        ("clock", clock),
        ("secrets", secrets),
        *_of_apps.items(),
    ]


def database():
    with connection.cursor() as cursor:
        if connection.vendor != "mysql":
            cursor.execute("PRAGMA quick_check")
            answer = cursor.fetchone()[0]
            return "" if answer == "ok" else f"the file is damaged: {answer}"
        cursor.execute(
            "SELECT @@collation_connection, @@collation_database, CONVERT_TZ('2026-01-01', 'UTC', 'Asia/Taipei')"
        )
        of_connection, of_database, taipei = cursor.fetchone()
    if {of_connection, of_database} != {COLLATION}:
        return f"collation is {of_connection} / {of_database}, should be {COLLATION}"
    return "" if taipei else "no time zone tables: load UTC and Asia/Taipei with mysql_tzinfo_to_sql"


def migrations():
    executor = MigrationExecutor(connection)
    left = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(left)} not applied: run manage.py migrate" if left else ""


def cached():
    key, value = f"doctor:{uuid.uuid4().hex}", uuid.uuid4().hex
    cache.set(key, value, 10)
    found = cache.get(key)
    cache.delete(key)
    return "" if found == value else "does not give back what it was given (CACHE_URL)"


def queue():
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    with Connection(settings.BROKER_URL, transport_options=options, connect_timeout=2) as broker:
        client = broker.default_channel.client
        length = sum(client.llen(name) for name in QUEUES)
    return f"{length} tasks wait: is a worker running?" if length > LONGEST_QUEUE else ""


def sockets():
    client = redis.Redis.from_url(settings.SOCKETS_URL, socket_timeout=2, socket_connect_timeout=2)
    try:
        client.ping()
    finally:
        client.close()


def stored(alias):
    storage, name = storages[alias], f"doctor/{uuid.uuid4().hex}.txt"
    name = storage.save(name, ContentFile(b"ok"))
    try:
        with storage.open(name) as file:
            return "" if file.read() == b"ok" else "does not give back what it was given"
    finally:
        storage.delete(name)


def lost_files():
    """Rows that name a file which is gone: people see an empty frame."""
    lost = list(islice(orphans.missing(), MANY))
    if not lost:
        return ""
    return f"{'at least ' if len(lost) == MANY else ''}{len(lost)} that rows name are gone, such as {lost[0]}"


def mail():
    """Only a greeting: nobody gets a mail."""
    backend = get_connection()
    backend.open()
    backend.close()


def clock():
    with connection.cursor() as cursor:
        cursor.execute("SELECT UNIX_TIMESTAMP()" if connection.vendor == "mysql" else "SELECT strftime('%s', 'now')")
        drift = abs(time.time() - float(cursor.fetchone()[0]))
    return f"{drift:.0f} s apart from the database" if drift > LONGEST_DRIFT else ""


def secrets():
    """Those that were made here must be readable by this user alone."""
    folder = Path(settings.VAR_DIR) / "secrets"
    open_files = [path.name for path in folder.glob("*") if stat.S_IMODE(path.stat().st_mode) & 0o077]
    return f"readable by others: {', '.join(open_files)}" if open_files else ""
