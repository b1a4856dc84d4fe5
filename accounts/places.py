"""Counties and districts: the list belongs to the app above, which tells us where to read it."""

_source = None


def register(source):
    """`source()` gives [(county code, its name, [(district code, its name), …]), …] in the reader's language."""
    global _source
    _source = source


def counties():
    return _source() if _source else []


def is_known(county, district):
    """Is this a county, and the district (if any) one of its own?"""
    for code, _name, districts in counties():
        if code == county:
            return not district or district in {key for key, _title in districts}
    return False
