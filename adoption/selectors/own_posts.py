"""A giver's own posts as lines: state, numbers, and what she can do next."""

from typing import NamedTuple

from django.db.models import Count, Q

from adoption import photo_addresses
from adoption.models import Application, Post
from adoption.selectors import cards, photos, posts
from petbuddy import pictures

State = Post.State
DRAFTS = (State.DRAFT, State.IN_REVIEW)
NEED_PHOTOS = (State.IN_REVIEW, State.PUBLISHED, State.PAUSED, State.RESERVED)
WAITING = Q(applications__state__in=["submitted", "under_review", "shortlisted", "reserved"])


class Row(NamedTuple):
    """One post in the list."""

    post: Post
    name: str
    thumb: str
    application_count: int
    acts: tuple
    note: str
    lacks_photos: bool  # shown, or about to be, and no picture of it could be read


# What stands as a button; ending a post goes through a page of its own.
ACTS = {
    State.PUBLISHED: ("confirm", "pause"),
    State.PAUSED: ("resume",),
    State.RESERVED: (),
    State.WITHDRAWN: ("reopen",),
}


def own_posts(user):
    """Every post of this giver, what needs her first."""
    found = posts.of_giver(user).annotate(waiting=Count("applications", filter=WAITING, distinct=True))
    return [_row(post) for post in found]


def open_counts(post):
    """Who is told when the post ends."""
    return {"applications": post.applications.filter(is_open=True).exclude(state=Application.State.DRAFT).count()}


def _row(post):
    shown = photos.shown(post)
    small = pictures.at_least(shown[0], 240) if shown else None
    return Row(
        post=post,
        name=post.name or post.get_species_display(),
        thumb=photo_addresses.of(shown[0], small, for_all=post.is_for_all) if small else "",
        application_count=post.waiting,
        acts=ACTS.get(post.state, ()),
        note=cards.place(_place_of(post)),
        lacks_photos=post.state in NEED_PHOTOS and all(each.state == each.State.REJECTED for each in post.photos.all()),
    )


def _place_of(post):
    district = post.district
    names = ("county_zh", "county_en", "name_zh", "name_en", "code")
    row = {f"district__{name}": getattr(district, name) if district else None for name in names}
    return {**row, "shelter_animal__shelter": ""}
