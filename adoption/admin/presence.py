"""Who else has this open: so that two moderators do not do the same work. A hint in the cache, never a lock."""

from django.core.cache import cache
from django.utils import timezone

SECONDS = 600


def enter(thing, user):
    """Say that `user` looks at it now. Returns (name, when) of somebody else who opened it lately, or None."""
    key = f"looking:{thing._meta.label_lower}:{thing.pk}"
    seen = cache.get(key) or {}
    others = [entry for pk, entry in seen.items() if pk != user.pk]
    fresh = {pk: entry for pk, entry in seen.items() if (timezone.now() - entry[1]).total_seconds() < SECONDS}
    cache.set(key, {**fresh, user.pk: (user.shown_name, timezone.now())}, SECONDS)
    return max(others, key=lambda entry: entry[1], default=None)
