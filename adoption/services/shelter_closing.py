"""Taking off the animals that the ministry's list no longer names: only on the word of a whole list."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from adoption.models import Post, PostEvent, ShelterAnimal
from adoption.services import posts
from petbuddy import public_cache

BATCH = 200
SMALLEST_SHARE = 0.7  # of the animals that we show: shelters never lose a third of theirs in a day, broken lists do
GONE = "no longer in the ministry's list"


def refusal(run, *, is_whole, is_forced):
    """Why nothing may be closed after this run; empty where it may."""
    if not is_whole:
        return "the list is only a part of all animals"
    waiting = ShelterAnimal.objects.filter(gone_at=None, seen_at__lt=run.at).count()
    shown = ShelterAnimal.objects.filter(gone_at=None).count() - run.counts["added"]
    if waiting == 0 or is_forced:
        return ""
    if run.unreadable:
        return f"{run.unreadable} rows could not be read, and each of them may be an animal that still waits"
    if len(run.seen) < shown * SMALLEST_SHARE:
        return f"the list names {len(run.seen)} animals where {shown} are open: it looks cut off"
    return ""


def close_missing(run):
    """Withdraw every open animal that this run has not seen, in batches. Yields their animal_id."""
    waiting = ShelterAnimal.objects.filter(gone_at=None).order_by("pk").values_list("pk", "animal_id")
    missing = [(pk, animal_id) for pk, animal_id in waiting if animal_id not in run.seen]
    for start in range(0, len(missing), BATCH):
        batch = missing[start : start + BATCH]
        _close([pk for pk, _ in batch], run)
        yield from (animal_id for _, animal_id in batch)


@transaction.atomic
def _close(keys, run):
    found = list(Post.objects.select_for_update().filter(shelter_animal__in=keys))
    shown = [post for post in found if post.state == Post.State.PUBLISHED]
    kept = [post for post in shown if post.like_count]
    for post in kept:
        posts.move(post=post, to=Post.State.WITHDRAWN, by=None, note=GONE)  # tells those who keep it
    _withdraw_quietly([post.pk for post in shown if not post.like_count], run)
    # Taken down by a moderator: should that be undone, it must not come back to the list.
    Post.objects.filter(pk__in=[post.pk for post in found], state=Post.State.REMOVED).update(
        removed_from=Post.State.WITHDRAWN
    )
    ShelterAnimal.objects.filter(pk__in=keys).update(gone_at=run.at)
    public_cache.bump("posts")


def _withdraw_quietly(keys, run):
    """Thousands at once, and nobody to be told: the rows are locked, so this is the same step as `posts.move`."""
    now = timezone.now()
    Post.objects.filter(pk__in=keys, state=Post.State.PUBLISHED).update(
        state=Post.State.WITHDRAWN, rev=F("rev") + 1, updated_at=now
    )
    PostEvent.objects.bulk_create(
        PostEvent(post_id=pk, at=now, from_state=Post.State.PUBLISHED, to_state=Post.State.WITHDRAWN, note=GONE)
        for pk in keys
    )
