"""How many listed pets there are of each sort: counted once for all searches, kept until a post changes.

The list's own query never counts. One GROUP BY gives the cube; every filter's number is a sum over its rows.
"""

import json
from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from adoption.models import Post
from adoption.selectors.posts import matching
from petbuddy import public_cache

COLUMNS = (
    "species",
    "county_code",
    "sex",
    "size",
    "age_group",
    "good_with_children",
    "good_with_dogs",
    "good_with_cats",
    "neutered",
    "is_bonded_pair",
)
_AT = {name: index for index, name in enumerate(COLUMNS)}
_COUNT, _FRESH = len(COLUMNS), len(COLUMNS) + 1
COUNTED = {"species": "species", "county": "county_code", "sex": "sex", "size": "size", "age": "age_group"}


def cube(source):
    """[[species, county, …, how many, how many since yesterday], …] of the listed posts."""
    return json.loads(public_cache.fetch("posts", f"cube:{source}", lambda: _made(source)).body)


def count(search):
    """How many pets a search finds; None where only the list itself knows (words, districts)."""
    if search.q or search.district:
        return None
    return sum(row[_COUNT] for row in cube(search.source) if _fits(row, search))


def count_fresh(search):
    """How many of them came within the last day."""
    if search.q or search.district:
        return None
    return sum(row[_FRESH] for row in cube(search.source) if _fits(row, search))


def count_exactly(search):
    """For words and districts: counted by the database once, then kept like everything else that is public."""
    known = count(search)
    if known is not None:
        return known
    key = f"count:{search.source}:{search.pairs()}"
    return int(public_cache.fetch("posts", key, lambda: str(matching(search).count()).encode()).body)


def label(number):
    """The words of the filter's button: what pressing it will show."""
    if not number:
        return _("No pets fit")
    return ngettext("Show %(n)s pet", "Show %(n)s pets", number) % {"n": f"{number:,}"}


def facets(search):
    """{filter: {value: how many the search would find with this value instead}} for every filter with choices."""
    rows = cube(search.source)
    return {name: _by_value(rows, search.without(name), column) for name, column in COUNTED.items()}


def loosest(search):
    """Where nothing was found: (filter, value, how many without it) that gives most; None if nothing helps."""
    found = []
    for name, value in search.pairs():
        if name == "sort":
            continue
        without = search.without(name, value) if isinstance(getattr(search, name), tuple) else search.without(name)
        found.append((count_exactly(without), name, value))
    best = max(found, key=lambda each: each[0], default=None)
    return (best[1], best[2], best[0]) if best and best[0] else None


def _made(source):
    day_ago = timezone.now() - timedelta(days=1)
    rows = Post.objects.listed().filter(source=source).order_by()
    counted = rows.values_list(*COLUMNS).annotate(n=Count("id"), fresh=Count("id", filter=Q(published_at__gte=day_ago)))
    return json.dumps([list(row) for row in counted]).encode()


def _by_value(rows, search, column):
    found = {}
    for row in rows:
        if _fits(row, search):
            found[row[_AT[column]]] = found.get(row[_AT[column]], 0) + row[_COUNT]
    return found


def _fits(row, search):
    for name, column in COUNTED.items():
        wanted = getattr(search, name)
        if wanted and row[_AT[column]] not in wanted:
            return False
    if any(row[_AT[f"good_with_{companion}"]] != "yes" for companion in search.good_with):
        return False
    if search.neutered and row[_AT["neutered"]] != "yes":
        return False
    return not search.pair or bool(row[_AT["is_bonded_pair"]])
