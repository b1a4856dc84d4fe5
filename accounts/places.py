"""Counties and districts: the list belongs to the app above, which tells us where to read it."""

from django.utils.translation import get_language

_source = None
_names: dict[str, dict[str, str]] = {}


def register(source):
    """`source()` gives [(county code, its name, [(district code, its name), …]), …] in the reader's language."""
    global _source
    _source = source
    _names.clear()


def counties():
    return _source() if _source else []


def names(county, district):
    """What the two codes are called in the reader's language; a code that is not known stands for itself."""
    language = get_language()
    if not _names.get(language):
        _names[language] = _read_names()
    known = _names[language]
    return known.get(county, county), known.get(district, district)


def _read_names():
    """{code: name}; read once per language, the list changes only with a release."""
    found = {}
    for code, name, districts in counties():
        found |= {code: name, **dict(districts)}
    return found


def is_known(county, district):
    """Is this a county, and the district (if any) one of its own?"""
    for code, _name, districts in counties():
        if code == county:
            return not district or district in {key for key, _title in districts}
    return False
