"""Lists of posts: what the public sees, page by page, in two statements however long the list is."""

import base64
import binascii
from datetime import UTC, datetime
from typing import NamedTuple

from django.db.models import F, FilteredRelation, Q

from adoption.models import District, Post
from adoption.permissions import posts_visible_to
from adoption.search import WAITING, spellings
from forms_builder.models.forms import is_closed
from petbuddy.errors import Invalid

PAGE_SIZE = 24

CARD_FIELDS = (
    "id",
    "uid",
    "source",
    "state",
    "visibility",
    "name",
    "species",
    "breed",
    "sex",
    "size",
    "age_group",
    "born_on",
    "colour",
    "neutered",
    "vaccinated",
    "chipped",
    "good_with_children",
    "good_with_dogs",
    "good_with_cats",
    "is_bonded_pair",
    "traits",
    "summary",
    "like_count",
    "rev",
    "published_at",
    "confirmed_at",
    "district__code",
    "district__county_code",
    "district__county_zh",
    "district__county_en",
    "district__name_zh",
    "district__name_en",
    "cover__uid",
    "cover__renditions",
    "cover__is_public",
    "cover__alt",
    "cover__colour",
    "cover__state",
    "shelter_animal__shelter",
    "shelter_animal__photo_url",
)


class Page(NamedTuple):
    """One page of a list: rows as dictionaries, and the cursors of its neighbors ("" where there is none)."""

    rows: list
    next: str
    previous: str


class BadCursor(Invalid):
    """The cursor is not one of ours."""

    code = "cursor"


def page_of(search, cursor="", size=PAGE_SIZE):
    """The rows that a search shows at `cursor`. Raises BadCursor."""
    place = _decoded(cursor) if cursor else None
    backwards = place is not None and place.backwards
    descending = (search.sort != WAITING) != backwards
    ids = matching(search).order_by(*(("-published_at", "-id") if descending else ("published_at", "id")))
    if place is not None:
        ids = ids.filter(_beyond(place, descending))
    found = list(ids.values_list("id", "published_at")[: size + 1])
    has_more = len(found) > size
    found = found[:size]
    if backwards:
        found.reverse()
    rows = card_rows([pk for pk, _at in found])
    has_next, has_previous = (True, has_more) if backwards else (has_more, place is not None)
    return Page(
        rows,
        _encoded(found[-1], backwards=False) if found and has_next else "",
        _encoded(found[0], backwards=True) if found and has_previous else "",
    )


def card_rows(ids):
    """What cards show, for these posts and in this order: by primary key, photos and places joined."""
    rows = Post.objects.filter(pk__in=ids).annotate(
        cover=FilteredRelation("photos", condition=Q(photos__is_cover=True))
    )
    known = {row["id"]: row for row in rows.values(*CARD_FIELDS)}
    return [known[pk] for pk in ids if pk in known]


def matching(search):
    """Every listed post that fits the search, unordered."""
    rows = Post.objects.listed().filter(source=search.source)
    if search.species:
        rows = rows.filter(species__in=search.species)
    if search.county:
        rows = rows.filter(county_code__in=search.county)
    if search.district:
        rows = rows.filter(district__code__in=search.district)
    for name, column in (("sex", "sex"), ("size", "size"), ("age", "age_group")):
        if values := getattr(search, name):
            rows = rows.filter(**{f"{column}__in": values})
    for companion in search.good_with:
        rows = rows.filter(**{f"good_with_{companion}": "yes"})
    if search.neutered:
        rows = rows.filter(neutered="yes")
    if search.pair:
        rows = rows.filter(is_bonded_pair=True)
    return _with_words(rows, search.q)


def _with_words(rows, q):
    """Each word stands in the name, breed, color, story or place. The one place to put an index behind."""
    for term in q.split():
        found = Q()
        for spelling in spellings(term):
            for column in ("name", "breed", "colour", "summary", "story"):
                found |= Q(**{f"{column}__icontains": spelling})
        districts = _districts_named(term)
        rows = rows.filter(found | Q(district__in=districts) if districts else found)
    return rows


def _districts_named(term):
    """Keys of the districts whose name or county has the word in it; a single letter names no place."""
    if len(term) < 2:
        return []
    found = Q()
    for spelling in spellings(term):
        for column in ("county_zh", "county_en", "name_zh", "name_en"):
            found |= Q(**{f"{column}__icontains": spelling})
    return list(District.objects.filter(found).values_list("pk", flat=True))


def glance(uid):
    """What decides how a post's page is answered, in one lookup; None if there is no such post."""
    fields = ("id", "uid", "state", "visibility", "rev", "like_count", "source")
    asked = ("form__live_version", "form__closed_at", "form__accepts_from", "form__accepts_until")
    found = Post.objects.filter(uid=uid).values(*fields, *asked).first()
    if found is None:
        return None
    version, *times = (found.pop(name) for name in asked)
    return found | {"asks": version if version and not is_closed(*times) else None}


def get(pk):
    """The post with what its page needs."""
    return Post.objects.select_related("district", "giver", "form__live_version", "shelter_animal").get(pk=pk)


def get_visible(uid, user):
    """The post for this person, or None where she may not know of it. Staff who review posts see all."""
    related = Post.objects.select_related("district", "giver", "form", "shelter_animal")
    if user is not None and user.is_authenticated and user.has_perm("adoption.review_post"):
        return related.filter(uid=uid).first()
    return related.filter(pk__in=posts_visible_to(user).filter(uid=uid).values("pk")).first()


def of_giver(user):
    """A giver's own posts, those that need her first."""
    return (
        Post.objects.filter(giver=user)
        .select_related("district", "form")
        .prefetch_related("photos")
        .order_by(F("published_at").desc(nulls_first=True), "-id")
    )


def liked_rows(user, limit=200):
    """Cards of what a person likes: those that changed stand as they are, the gone ones last."""
    visible = posts_visible_to(user).filter(likes__adopter=user)
    ids = list(visible.order_by("-likes__created_at", "-pk").values_list("pk", flat=True)[:limit])
    return card_rows(list(dict.fromkeys(ids)))


class _Place(NamedTuple):
    at: datetime
    pk: int
    backwards: bool


def _beyond(place, descending):
    """The keyset in the spelling that MariaDB answers from the index; never the row-value form."""
    if descending:
        return Q(published_at__lte=place.at) & ~Q(published_at=place.at, id__gte=place.pk)
    return Q(published_at__gte=place.at) & ~Q(published_at=place.at, id__lte=place.pk)


def _encoded(found, *, backwards):
    pk, at = found
    micros = round(at.timestamp() * 1_000_000)
    text = f"{'p' if backwards else 'n'}.{micros}.{pk}"
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _decoded(cursor):
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
        way, micros, pk = text.split(".")
        at = datetime.fromtimestamp(int(micros) // 1_000_000, UTC).replace(microsecond=int(micros) % 1_000_000)
        if way not in ("n", "p") or not 0 < int(pk) < 2**63:
            raise ValueError(cursor)
    except (ValueError, UnicodeError, binascii.Error, OverflowError, OSError):
        raise BadCursor
    return _Place(at, int(pk), way == "p")
