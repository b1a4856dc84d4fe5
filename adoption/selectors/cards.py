"""From rows to what a card shows; the same for everybody who reads the same language."""

from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone
from django.utils.translation import gettext as _

from adoption import ages, photo_addresses
from adoption.models import Post
from adoption.models.posts import is_for_all
from adoption.selectors.places import reads_chinese
from petbuddy import pictures

FRESH_FOR = timedelta(days=1)
LONG_WAIT = timedelta(days=60)
GONE = (Post.State.ADOPTED, Post.State.WITHDRAWN, Post.State.REMOVED)


def cards(rows):
    """The cards of these rows (selectors.posts.card_rows)."""
    now, today = timezone.now(), timezone.localdate()
    return [card(row, now, today) for row in rows]


def card(row, now, today):
    """The dictionary that components/pet_card.html draws."""
    url = address(row)
    is_shelter = row["source"] == Post.Source.SHELTER
    return {
        "post_id": row["uid"],
        "url": url,
        "like_url": f"/pets/{row['uid']}/{'like' if is_shelter else 'apply'}/",
        "name": display_name(row),
        "sex": row["sex"],
        "age_text": ages.text(row["born_on"], row["age_group"], today),
        "traits": traits(row),
        "place": place(row),
        "photo": photo(row),
        "badge": badge(row, now),
        "state": row["state"],
        "is_shelter": is_shelter,
        "is_gone": row["state"] in GONE,
    }


def address(row):
    """The post's address; the words in it are for people, the code decides."""
    return Post(uid=row["uid"], name=row["name"], species=row["species"]).get_absolute_url()


def display_name(row):
    """The pet's name; a shelter animal has none, so we say what it is."""
    if row["name"]:
        return row["name"]
    species = dict(Post.Species.choices).get(row["species"], _("Pet"))
    return str(row["breed"] or species)


def traits(row):
    """At most three short words: the giver's own first, then breed and what vets ask."""
    given = [row["breed"], *row["traits"]]
    if row["neutered"] == "yes":
        given.append(_("neutered"))
    if len([word for word in given if word]) < 3 and row["colour"]:
        given.insert(1, row["colour"])
    return list(dict.fromkeys(word for word in given if word and word != display_name(row)))[:3]


def place(row):
    """County and district in words, never a distance."""
    if row["district__code"] is None:
        return row["shelter_animal__shelter"] or ""
    if reads_chinese():
        return f"{row['district__county_zh']} {row['district__name_zh']}"
    return f"{row['district__name_en']}, {row['district__county_en']}"


def photo(row):
    """The cover in its widths; nothing until the worker has made it ready."""
    if row["cover__state"] != "ready" or not row["cover__renditions"]:
        return {}
    file, for_all = cover(row), is_for_all(row["state"], row["visibility"])
    shown = pictures.at_least(file, 480)
    return {
        "src": photo_addresses.of(file, shown, for_all=for_all),
        "srcset": photo_addresses.srcset(file, for_all=for_all),
        "width": shown["width"],
        "height": shown["height"],
        "alt": row["cover__alt"] or suggested_alt(row),
        "color": row["cover__colour"],
    }


def cover(row):
    """The cover's file as far as its addresses need it."""
    return SimpleNamespace(
        uid=row["cover__uid"], renditions=row["cover__renditions"] or [], is_public=row["cover__is_public"]
    )


def suggested_alt(row):
    """Name, color and species: what a photo shows when nobody has described it."""
    species = dict(Post.Species.choices).get(row["species"], "")
    words = {"name": display_name(row), "colour": row["colour"], "species": species}
    if row["colour"] and species:
        return _("%(name)s, %(colour)s, %(species)s") % words
    return _("%(name)s, %(species)s") % words if species else words["name"]


def badge(row, now):
    """At most one word on the photo."""
    if row["is_bonded_pair"]:
        return _("A pair")
    if row["source"] == Post.Source.GIVER and row["published_at"] and row["state"] == Post.State.PUBLISHED:
        if now - row["published_at"] < FRESH_FOR:
            return _("New today")
        if now - row["published_at"] > LONG_WAIT:
            return _("Waiting long")
    return ""
