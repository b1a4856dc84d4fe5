"""The database speaks the characters, the collation and the time zones that the product counts on."""

from datetime import UTC, datetime

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import OperationalError, connection
from django.db.models import DateField, DateTimeField, Value
from django.db.models.functions import Cast, TruncDate

from petbuddy import statements

pytestmark = pytest.mark.django_db


def rows(sql, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


@pytest.mark.mariadb
def test_connection_speaks_the_collation_of_the_tables():
    spoken = rows("SELECT @@character_set_connection, @@collation_connection, @@collation_database")

    assert spoken == (("utf8mb4", "utf8mb4_unicode_ci", "utf8mb4_unicode_ci"),)


@pytest.mark.mariadb
def test_a_query_of_a_page_ends_in_time(settings):
    settings.STATEMENT_SECONDS = 1
    before = rows("SELECT @@max_statement_time")[0][0]
    try:
        statements.limit_one(connection)

        with pytest.raises(OperationalError, match="max_statement_time"):
            rows("SELECT COUNT(*) FROM " + ", ".join(f"information_schema.collations c{n}" for n in range(4)))
    finally:
        rows("SET SESSION max_statement_time = %s", before)


@pytest.mark.mariadb
def test_every_text_column_has_the_one_collation():
    foreign = rows(
        "SELECT table_name, column_name, collation_name FROM information_schema.columns"
        " WHERE table_schema = DATABASE() AND collation_name IS NOT NULL AND collation_name <> %s"
        " AND NOT (data_type = 'longtext' AND collation_name = 'utf8mb4_bin')",  # a JSON column, by its nature
        "utf8mb4_unicode_ci",
    )

    assert foreign == ()


@pytest.mark.mariadb
def test_transactions_are_strict_and_read_committed():
    (isolation, modes), *_ = rows("SELECT @@tx_isolation, @@sql_mode")

    assert isolation == "READ-COMMITTED"
    assert "STRICT_TRANS_TABLES" in modes.split(",")


@pytest.mark.mariadb
def test_database_knows_taiwans_time():
    converted = rows("SELECT CONVERT_TZ('2026-07-01 16:00:00', 'UTC', 'Asia/Taipei')")

    assert converted == ((datetime(2026, 7, 2, 0, 0),),)


def test_days_are_counted_in_taiwans_time():
    late_evening_in_utc = Value(datetime(2026, 7, 1, 16, 30, tzinfo=UTC), output_field=DateTimeField())

    day = ContentType.objects.annotate(
        day=TruncDate(Cast(late_evening_in_utc, DateTimeField()), output_field=DateField())
    ).values_list("day", flat=True)[0]

    assert day.isoformat() == "2026-07-02"
