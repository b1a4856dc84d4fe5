"""Animals of public shelters: brought in from the ministry's list, kept up to date, taken off when they are gone.

SQLite has one writer, so an import commits in batches: a batch is whole or not there, and running it again goes on.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time

from django.db import IntegrityError, transaction
from django.utils import timezone

from adoption.models import Like, Post, PostEvent, ShelterAnimal
from adoption.open_data.places import Places
from adoption.open_data.records import Unusable, record
from adoption.services import posts as post_service
from adoption.services import shelter_closing
from notifications.services import notices
from petbuddy import public_cache

BATCH = 200
ADDED, CHANGED, SAME, CLOSED, SKIPPED = "added", "changed", "same", "closed", "skipped"
FACTS = ("name", "species", "breed", "sex", "size", "colour", "age_group", "neutered", "vaccinated")
PLACE = ("sub_id", "shelter", "shelter_address", "shelter_phone", "found_place", "remark", "photo_url", "open_on")


@dataclass(frozen=True)
class Outcome:
    """What became of one record, or of one animal that the list no longer names (then without a line)."""

    what: str
    animal_id: int | None
    line: int | None = None
    reason: str = ""


@dataclass
class Import:
    """One run. `seen`: every animal that the list names as waiting; `unreadable`: rows that could be any animal."""

    at: datetime
    tell: Callable[[Outcome], None]
    places: Places = field(default_factory=Places)
    is_first: bool = False
    seen: set = field(default_factory=set)
    unreadable: int = 0
    counts: Counter = field(default_factory=Counter)
    closing_refused: str = ""

    def note(self, what, animal_id, line=None, reason=""):
        self.counts[what] += 1
        self.tell(Outcome(what, animal_id, line, reason))


def import_animals(*, rows, is_whole=True, is_close_forced=False, tell=lambda outcome: None):
    """Bring in the rows of `open_data.reading`. With a whole list, animals that it no longer names are taken off.

    `tell(outcome)` hears of every record. Returns the Import with its counts, and why nothing was closed, if so.
    """
    run = Import(at=timezone.now(), tell=tell, is_first=not ShelterAnimal.objects.exists())
    batch = []
    for found in _records(rows, run):
        batch.append(found)
        if len(batch) == BATCH:
            _keep(batch, run)
            batch = []
    if batch:
        _keep(batch, run)
    run.closing_refused = shelter_closing.refusal(run, is_whole=is_whole, is_forced=is_close_forced)
    if not run.closing_refused:
        for animal_id in shelter_closing.close_missing(run):
            run.note(CLOSED, animal_id)
    return run


def _records(rows, run):
    """Usable records, each animal once; of the others the run is told why not."""
    for row in rows:
        try:
            found = record(row)
        except Unusable as refusal:
            run.unreadable += refusal.animal_id is None
            run.note(SKIPPED, refusal.animal_id, row.line, refusal.reason)
            continue
        if found.animal_id in run.seen:
            run.note(SKIPPED, found.animal_id, found.line, "its animal_id stands further up in the list")
            continue
        run.seen.add(found.animal_id)
        yield found


def _keep(batch, run):
    try:
        outcomes = _write(batch, run)
    except IntegrityError:  # another import brought one of them in at this moment: it is there now
        outcomes = _write(batch, run)
    for outcome in outcomes:
        run.note(*outcome)


@transaction.atomic
def _write(batch, run):
    ids = [found.animal_id for found in batch]
    posts = Post.objects.select_for_update().filter(shelter_animal__animal_id__in=ids).select_related("shelter_animal")
    known = {post.shelter_animal.animal_id: post for post in posts}
    new = [found for found in batch if found.animal_id not in known]
    back = [known[found.animal_id] for found in batch if _is_back(known.get(found.animal_id))]
    changed = [(known[found.animal_id], found) for found in batch if _differs(known.get(found.animal_id), found)]
    _add(new, run)
    _update(changed, run)
    _reopen(back, run)
    ShelterAnimal.objects.filter(post__in=known.values()).update(seen_at=run.at)
    if new or changed or back:
        public_cache.bump("posts")
    return list(_outcomes(batch, known, {post.pk for post, _ in changed}, {post.pk for post in back}))


def _outcomes(batch, known, changed, back):
    for found in batch:
        post = known.get(found.animal_id)
        if post is None:
            what, reason = ADDED, ""
        elif post.pk in back:
            what, reason = CHANGED, "it is back in the list"
        else:
            what, reason = CHANGED if post.pk in changed else SAME, ""
        yield what, found.animal_id, found.line, reason


def _is_back(post):
    return post is not None and post.shelter_animal.gone_at is not None


def _differs(post, found):
    return post is not None and post.shelter_animal.row_hash != found.row_hash


def _add(new, run):
    posts = [_fill(Post(source=Post.Source.SHELTER, state=Post.State.PUBLISHED), found, run) for found in new]
    for post, found in zip(posts, new, strict=True):
        post.created_at = post.updated_at = post.confirmed_at = run.at
        post.published_at = _since(found, run)
    Post.objects.bulk_create(posts)
    # MySQL gives no keys back from a bulk insert.
    keys = dict(Post.objects.filter(uid__in=[post.uid for post in posts]).values_list("uid", "pk"))
    animals = [
        _describe(ShelterAnimal(post_id=keys[post.uid], animal_id=found.animal_id, seen_at=run.at), found)
        for post, found in zip(posts, new, strict=True)
    ]
    ShelterAnimal.objects.bulk_create(animals)
    PostEvent.objects.bulk_create(PostEvent(post_id=pk, at=run.at, to_state="published") for pk in keys.values())


def _since(found, run):
    """The first import is a backlog and keeps its order; later ones bring news, also for saved searches."""
    day = found.place.open_on or found.entered_on
    if not run.is_first or day is None:
        return run.at
    return min(run.at, timezone.make_aware(datetime.combine(day, time(12))))


def _update(changed, run):
    if not changed:
        return
    before = {post.pk: _shown(post) for post, _ in changed}
    posts = [_fill(post, found, run) for post, found in changed]
    animals = [_describe(post.shelter_animal, found) for post, found in changed]
    for post in posts:
        post.updated_at = run.at
        post.rev += 1
    Post.objects.bulk_update(posts, [*FACTS, "district", "county_code", "updated_at", "rev"])
    ShelterAnimal.objects.bulk_update(animals, [*PLACE, "row_hash"])
    likes = Like.objects.filter(post__in=posts, adopter__is_active=True).select_related("adopter")
    likers = {}
    for like in likes:
        likers.setdefault(like.post_id, []).append(like.adopter)
    for post in posts:
        if post.pk in likers and before[post.pk] != _shown(post):
            _tell(post, likers[post.pk])


def _tell(post, likers):
    key, data = f"post:{post.pk}:facts:{post.rev}", {"state": post.state, "change": "facts"}
    notices.notify(kind="liked_post_changed", recipients=likers, ref=post, event_key=key, data=data)


def _reopen(back, run):
    """They are in the list again. What a moderator took down stays down, and returns to the list when that ends."""
    for post in back:
        if post.state == Post.State.WITHDRAWN:
            post_service.move(post=post, to=Post.State.PUBLISHED, by=None)
    Post.objects.filter(pk__in=[post.pk for post in back], state=Post.State.REMOVED).update(
        removed_from=Post.State.PUBLISHED
    )
    ShelterAnimal.objects.filter(post__in=back).update(gone_at=None)


def _fill(post, found, run):
    for name in FACTS:
        setattr(post, name, getattr(found.facts, name))
    post.county_code, post.district_id = run.places.find(found.area, found.place.shelter_address)
    return post


def _describe(animal, found):
    for name in PLACE:
        setattr(animal, name, getattr(found.place, name))
    animal.row_hash = found.row_hash
    return animal


def _shown(post):
    """What somebody who keeps the animal would want to hear of; a new telephone number is not it."""
    animal = post.shelter_animal
    return [*(getattr(post, name) for name in FACTS), animal.shelter, animal.remark, animal.photo_url, animal.open_on]
