"""No query of a page or an API call runs for long: one slow search must not take the database from everybody."""

from django.conf import settings
from django.db import connections
from django.db.backends.signals import connection_created


def limit():
    """Called where requests are served (wsgi, asgi); the worker's and the operators' queries may take their time."""
    connection_created.connect(limit_one, dispatch_uid="petbuddy.statements")
    config = connections.settings["default"]
    if config["ENGINE"].endswith("mysql"):  # a server that is frozen, or behind a cut line, ends nothing itself
        config["OPTIONS"] |= dict.fromkeys(("read_timeout", "write_timeout"), settings.STATEMENT_SECONDS + 1)


def limit_one(connection, **kwargs):
    """MariaDB counts seconds and ends any statement; MySQL counts milliseconds and ends those that only read."""
    if connection.vendor != "mysql":
        return
    seconds = settings.STATEMENT_SECONDS
    with connection.cursor() as cursor:
        if connection.mysql_is_mariadb:
            cursor.execute("SET SESSION max_statement_time = %s", [seconds])
        else:
            cursor.execute("SET SESSION max_execution_time = %s", [seconds * 1000])
