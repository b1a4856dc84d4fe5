"""Where a shelter is: its county from the ministry's code, its district from the address where that names one."""

import csv
import re
from functools import lru_cache
from pathlib import Path

from adoption.models import District

FILE = Path(__file__).resolve().parent.parent / "data" / "districts.csv"


class Places:
    """The districts of the database, to be asked many times during one import."""

    def __init__(self):
        self._districts = [
            (row.county_code, _plain(row.county_zh), _plain(row.name_zh), row.pk) for row in District.objects.all()
        ]

    def find(self, area, address):
        """(county code, district key or None) for the ministry's area code and a shelter's address."""
        address = re.sub(r"^\d+\s*", "", _plain(address))
        county = counties_by_area().get(area) or self._county_of(address)
        return county, self._district_of(county, address)

    def _county_of(self, address):
        return next((code for code, county, _name, _pk in self._districts if address.startswith(county)), "")

    def _district_of(self, county_code, address):
        for code, county, name, pk in self._districts:
            if code == county_code and address.removeprefix(county).lstrip().startswith(name):
                return pk
        return None


@lru_cache(maxsize=1)
def counties_by_area():
    """{the ministry's area code: our county code}."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return {int(row["moa_area"]): row["county_code"] for row in csv.DictReader(file) if row["moa_area"]}


def _plain(words):
    """台 and 臺 are the same word."""
    return words.replace("台", "臺").strip()
