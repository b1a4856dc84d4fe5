"""Delivery: the files of people's pictures, made and removed. Called by the worker only."""

from django.db import transaction
from django.db.models import F

from accounts.models import Avatar, Profile
from accounts.services import file_removals
from petbuddy import pipeline


def render(avatar_id):
    """Make one picture ready, or refused with its reason; a ready one takes the place of the one before."""
    row = pipeline.process(Avatar, avatar_id, private=True)
    if row is None or row.state != Avatar.State.READY:
        return
    with transaction.atomic():
        Profile.objects.select_for_update().get_or_create(user=row.owner)
        if Avatar.objects.filter(pk=row.pk).exists():  # not removed while it was made
            Profile.objects.filter(user=row.owner).update(avatar_key=row.key)
        # In one step with the change: a row that outlived it would look unseen to the sweep, and be shown again.
        for old in Avatar.objects.filter(owner=row.owner, pk__lt=row.pk):
            file_removals.promise_all_of(old)
            old.delete()


def unfinished():
    """Primary keys for the sweep: what was left pending, and what is ready but not yet shown."""
    unseen = Avatar.objects.filter(state=Avatar.State.READY).exclude(key=F("owner__profile__avatar_key"))
    return [*pipeline.due(Avatar), *unseen.order_by("pk").values_list("pk", flat=True)[:500]]
