"""The public facts of posts as plain data, for the API. Nothing here depends on who asks."""

from django.conf import settings
from django.utils import timezone

from adoption import ages, conditions, photo_addresses
from adoption.models.posts import is_for_all
from adoption.selectors import cards
from adoption.selectors.posts import card_rows
from petbuddy import pictures


def listed(row):
    """One post of a list, from a row of selectors.posts.card_rows."""
    return {
        **_facts(row),
        "url": settings.PUBLIC_URL + cards.address(row),
        "photo": _cover(row),
        "shelter": row["shelter_animal__shelter"],
    }


def whole(post):
    """One post with everything that its page says. `post` with its photos."""
    row = card_rows([post.pk])[0]
    return {
        **listed(row),
        "is_birth_estimated": post.is_birth_estimated,
        "special_needs": post.special_needs,
        "story": post.story,
        "language": post.language,
        "fee": post.fee,
        "fee_reason": post.fee_reason,
        "conditions": [{"key": each.get("key", ""), "text": conditions.sentence(each)} for each in post.conditions],
        "photos": [photo(file, post) for file in post.photos.all() if file.state == file.State.READY],
        "visibility": post.visibility,
        "takes_applications": post.takes_applications,
    }


def own(post):
    """A post as its giver sees it: with photos that are not ready yet, and what only she decides."""
    return {
        **whole(post),
        "photos": [photo(file, post) for file in post.photos.all()],
        "form": post.form_id,
        "visits_open_to_likers": post.visits_open_to_likers,
        "form_view_count": post.form_view_count,
    }


def photo(file, post):
    """A photo of this post: its state, its words and the addresses of its widths."""
    return {
        "id": str(file.uid),
        "state": file.state,
        "reason": file.reason,
        "position": file.position,
        "is_cover": file.is_cover,
        "alt": file.alt,
        "color": file.colour,
        "width": file.width,
        "height": file.height,
        "renditions": _renditions(file, for_all=post.is_for_all),
        "preview_url": photo_addresses.preview(file, for_all=post.is_for_all),
    }


def _facts(row):
    return {
        "id": row["uid"],
        "source": row["source"],
        "state": row["state"],
        "name": row["name"],
        "species": row["species"],
        "breed": row["breed"],
        "sex": row["sex"],
        "size": row["size"],
        "colour": row["colour"],
        "born_on": row["born_on"],
        "age_group": row["age_group"],
        "age": ages.text(row["born_on"], row["age_group"], timezone.localdate()),
        **{name: row[name] for name in TRUTHS},
        "is_bonded_pair": bool(row["is_bonded_pair"]),
        "traits": row["traits"],
        "summary": row["summary"],
        "district": _district(row),
        "like_count": row["like_count"],
        "published_at": _time(row["published_at"]),
        "confirmed_at": _time(row["confirmed_at"]),
    }


TRUTHS = ("neutered", "vaccinated", "chipped", "good_with_children", "good_with_dogs", "good_with_cats")


def _district(row):
    if row["district__code"] is None:
        return None
    return {"code": row["district__code"], "county_code": row["district__county_code"], "name": cards.place(row)}


def _cover(row):
    if row["cover__state"] != "ready":
        return None
    shown = cards.photo(row)
    file, for_all = cards.cover(row), is_for_all(row["state"], row["visibility"])
    return {
        "alt": shown.get("alt", ""),
        "color": row["cover__colour"],
        "renditions": _renditions(file, for_all=for_all),
        "preview_url": photo_addresses.preview(file, for_all=for_all),
    }


def _renditions(file, *, for_all):
    return [
        {
            "url": photo_addresses.of(file, each, for_all=for_all),
            "width": each["width"],
            "height": each["height"],
        }
        for each in pictures.webp(file)
    ]


def _time(value):
    return timezone.localtime(value).isoformat() if value else None
