"""What a visitor looks for: read from an address, written back into one. Unknown words in an address change nothing."""

import unicodedata
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from adoption.models import Post
from petbuddy.errors import Invalid

NEWEST, WAITING = "newest", "waiting"
SORTS = (NEWEST, WAITING)
GOOD_WITH = ("children", "dogs", "cats")
CHOICES = {
    "species": frozenset(Post.Species.values),
    "sex": frozenset(Post.Sex.values),
    "size": frozenset(Post.Size.values),
    "age": frozenset(Post.AgeGroup.values) - {"unknown"},
    "good_with": frozenset(GOOD_WITH),
}
MANY = ("species", "county", "district", "sex", "size", "age", "good_with")
QUERY_LENGTH = 60


@dataclass(frozen=True)
class Search:
    """The filters of a list. Several values of one filter widen it; different filters narrow."""

    source: str = Post.Source.GIVER
    species: tuple[str, ...] = ()
    county: tuple[str, ...] = ()
    district: tuple[str, ...] = ()
    sex: tuple[str, ...] = ()
    size: tuple[str, ...] = ()
    age: tuple[str, ...] = ()
    good_with: tuple[str, ...] = ()
    neutered: bool = False
    pair: bool = False
    q: str = ""
    sort: str = NEWEST

    @classmethod
    def parse(cls, query, source=Post.Source.GIVER, *, strict=False):
        """From the QueryDict of an address. Words that mean nothing: a program is told (strict), a page goes on."""
        if strict:
            _refuse_unknown(query)
        sort = query.get("sort", NEWEST)
        return cls(
            source=source,
            **{name: _known(name, query.getlist(name)) for name in MANY},
            neutered=query.get("neutered") == "yes",
            pair=query.get("pair") == "yes",
            q=clean(query.get("q", ""))[:QUERY_LENGTH],
            sort=sort if sort in SORTS else NEWEST,
        )

    @property
    def is_filtered(self):
        return self.without("sort") != Search(source=self.source)

    def without(self, name, value=None):
        """This search with one filter, or one value of it, taken away."""
        if value is None:
            return replace(self, **{name: _DEFAULTS[name]})
        return replace(self, **{name: tuple(each for each in getattr(self, name) if each != value)})

    def pairs(self):
        """(name, value) of everything that is set, always in the same order: also the key of a cached answer."""
        found = []
        for name in MANY:
            found += [(name, value) for value in sorted(getattr(self, name))]
        found += [(name, "yes") for name in ("neutered", "pair") if getattr(self, name)]
        found += [("q", self.q)] if self.q else []
        found += [("sort", self.sort)] if self.sort != NEWEST else []
        return found

    def address(self, path, **more):
        """`path` with this search and what else is given (a cursor)."""
        query = urlencode([*self.pairs(), *((name, value) for name, value in more.items() if value)])
        return f"{path}?{query}" if query else path


_DEFAULTS = {field.name: field.default for field in fields(Search)}


def clean(text):
    """One spelling of what was typed: half width, single spaces, no control characters, 台 as in official names."""
    text = unicodedata.normalize("NFKC", text or "")
    text = "".join(" " if char.isspace() else char for char in text if char.isspace() or char.isprintable())
    return " ".join(text.split())


def spellings(term):
    """The spellings under which people write one word: 臺 and 台 are the same."""
    return sorted({term, term.replace("台", "臺"), term.replace("臺", "台")})


def _refuse_unknown(query):
    allowed = {**CHOICES, "sort": SORTS, "neutered": ("yes",), "pair": ("yes",), "source": Post.Source.values}
    wrong = {name: set(query.getlist(name)) - set(known) for name, known in allowed.items()}
    errors = {
        name: [_("Not a choice here: %(value)s.") % {"value": value[:40]} for value in sorted(values)]
        for name, values in wrong.items()
        if values
    }
    if errors:
        raise Invalid(errors=errors)


def _known(name, values):
    kept = dict.fromkeys(value.strip() for value in values if value.strip())
    if name in CHOICES:
        return tuple(value for value in kept if value in CHOICES[name])
    return tuple(value for value in kept if len(value) <= 20 and value.isascii())[:30]
