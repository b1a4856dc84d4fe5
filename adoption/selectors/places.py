"""Counties and districts for menus: read once per process, they change only with a release."""

from functools import cache
from typing import NamedTuple

from django.utils.translation import get_language

from adoption.models import District


class Place(NamedTuple):
    code: str
    zh: str
    en: str

    @property
    def name(self):
        return self.zh if reads_chinese() else self.en


def reads_chinese():
    return (get_language() or "").startswith("zh")


@cache
def counties():
    """Every county and city, north to south."""
    rows = District.objects.order_by("position").values_list("county_code", "county_zh", "county_en")
    return tuple(Place(*row) for row in dict.fromkeys(rows))


@cache
def districts():
    """{county code: its districts}"""
    found = {}
    rows = District.objects.order_by("position").values_list("county_code", "code", "name_zh", "name_en")
    for county, *place in rows:
        found.setdefault(county, []).append(Place(*place))
    return found


def county_name(code):
    return next((place.name for place in counties() if place.code == code), code)


def district_name(code):
    county = code.partition("-")[0]
    return next((place.name for place in districts().get(county, ()) if place.code == code), code)


def grouped():
    """[(county code, its name, [(district code, its name), …]), …] in the reader's language."""
    return [
        (county.code, county.name, [(place.code, place.name) for place in districts().get(county.code, ())])
        for county in counties()
    ]
