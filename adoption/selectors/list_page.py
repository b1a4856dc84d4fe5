"""Everything that a list page shows: cards, the filters as they stand, and what to say when nothing fits."""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from adoption.models import Post
from adoption.search import NEWEST, WAITING, Search
from adoption.selectors import cards, facets, places, posts


class Choice(NamedTuple):
    """One value of a filter, with how many pets it would show (None where nobody counted)."""

    value: str
    text: str
    is_on: bool
    pets: int | None = None
    icon: str = ""


class Active(NamedTuple):
    """A filter that is on, with the address that takes it away."""

    text: str
    url: str


SPECIES_ICONS = {"cat": "cat", "dog": "dog", "rabbit": "rabbit"}
CATS_FIRST = sorted(Post.Species.choices, key=lambda choice: choice[0] != Post.Species.CAT)  # most posts are of cats


def list_page(search, cursor, path):
    """The context of adoption/posts_list.html."""
    page = posts.page_of(search, cursor)
    count = facets.count_exactly(search)
    counted = facets.facets(search)
    return {
        "search": search,
        "path": path,
        "cards": cards.cards(page.rows),
        "count": count,
        "title": title(search, count),
        "fresh_count": facets.count_fresh(search) if not cursor and search.source == Post.Source.GIVER else 0,
        "next_url": search.address(path, cursor=page.next) if page.next else "",
        "previous_url": search.address(path, cursor=page.previous) if page.previous else "",
        "active": _active(search, path),
        "species": _choices(search, "species", CATS_FIRST, counted["species"], SPECIES_ICONS),
        "species_links": _species_links(search, path),
        "counties": _counties(search, counted["county"]),
        "ages": _choices(search, "age", age_words(), counted["age"]),
        "sexes": _choices(search, "sex", [(v, t) for v, t in Post.Sex.choices if v != "unknown"], counted["sex"]),
        "sizes": _choices(search, "size", [(v, t) for v, t in Post.Size.choices if v != "unknown"], counted["size"]),
        "homes": [Choice(value, text, value in search.good_with) for value, text in home_words()],
        "sorts": [
            Choice(NEWEST, _("Newest first"), search.sort == NEWEST),
            Choice(WAITING, _("Waiting longest"), search.sort == WAITING),
        ],
        "button_label": facets.label(count),
        "clear_url": path,
        "empty": _empty(search, path) if not page.rows else None,
    }


def hidden_fields(search, *without):
    """The filters that another small form of the page carries along."""
    return [(name, value) for name, value in search.pairs() if name not in without]


def title(search, count):
    """ "128 cats are waiting in Taipei City": the sentence above the cards."""
    pets = pets_text(count, search.species[0] if len(search.species) == 1 else "")
    if search.q:
        return _("%(pets)s for “%(words)s”") % {"pets": pets, "words": search.q}
    if len(search.county) == 1:
        return _("%(pets)s waiting in %(place)s") % {"pets": pets, "place": places.county_name(search.county[0])}
    return _("%(pets)s waiting for a home") % {"pets": pets}


def pets_text(count, species=""):
    """ "3 cats", "1 pet"."""
    words = {
        "cat": ngettext("%(n)s cat", "%(n)s cats", count),
        "dog": ngettext("%(n)s dog", "%(n)s dogs", count),
        "rabbit": ngettext("%(n)s rabbit", "%(n)s rabbits", count),
        "bird": ngettext("%(n)s bird", "%(n)s birds", count),
    }
    return words.get(species, ngettext("%(n)s pet", "%(n)s pets", count)) % {"n": f"{count:,}"}


def label(name, value):
    """What a filter that is on is called."""
    named = {
        "species": dict(Post.Species.choices),
        "sex": dict(Post.Sex.choices),
        "size": dict(Post.Size.choices),
        "age": dict(age_words()),
        "good_with": dict(home_words()),
    }
    if name in named:
        return str(named[name].get(value, value))
    if name == "county":
        return places.county_name(value)
    if name == "district":
        return places.district_name(value)
    return {"neutered": _("Neutered"), "pair": _("A pair"), "q": value}.get(name, value)


def age_words():
    return [
        ("baby", _("Under 6 months")),
        ("young", _("6 to 12 months")),
        ("adult", _("1 to 7 years")),
        ("senior", _("Over 7 years")),
    ]


def home_words():
    return [
        ("children", pgettext("home with", "Children")),
        ("dogs", pgettext("home with", "Dogs")),
        ("cats", pgettext("home with", "Cats")),
    ]


def _active(search, path):
    return [
        Active(label(name, value), _without(search, name, value).address(path))
        for name, value in search.pairs()
        if name != "sort"
    ]


def _without(search, name, value):
    return search.without(name, value) if isinstance(getattr(search, name), tuple) else search.without(name)


def _choices(search, name, pairs, counts, icons=None):
    on = getattr(search, name)
    icons = icons or {}
    return [
        Choice(value, str(text), value in on, counts.get(value, 0), icons.get(value, "paw")) for value, text in pairs
    ]


def _counties(search, counts):
    return [
        Choice(place.code, place.name, place.code in search.county, counts.get(place.code, 0))
        for place in places.counties()
    ]


def _species_links(search, path):
    """The quick row of a phone: everything, or one kind."""
    everything = search.without("species")
    found = [(_("All"), everything.address(path), not search.species)]
    for value, text in CATS_FIRST[:4]:
        one = Search(**{**vars(everything), "species": (value,)})
        found.append((str(text), one.address(path), search.species == (value,)))
    return found


def _empty(search, path):
    """Nothing fits: which filter to drop, and how many that gives."""
    loosest = facets.loosest(search)
    species = search.species[0] if len(search.species) == 1 else ""
    heading = {
        "cat": _("No cats here yet"),
        "dog": _("No dogs here yet"),
        "rabbit": _("No rabbits here yet"),
    }.get(species, _("Nobody here yet"))
    if loosest is None:
        return {"title": heading, "text": _("New pets come every day."), "url": "", "action": ""}
    name, value, count = loosest
    words = {"filter": label(name, value), "pets": pets_text(count)}
    return {
        "title": heading,
        "text": _("Remove “%(filter)s” to see %(pets)s.") % words,
        "url": _without(search, name, value).address(path),
        "action": facets.label(count),
    }
