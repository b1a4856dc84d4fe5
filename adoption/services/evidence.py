"""What was reported, as it was at that moment: later edits, withdrawals and removed photos do not reach it."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.services import file_removals
from adoption.models import EvidencePhoto, Message, Photo, Post, Report
from adoption.tasks.evidence import keep_photo
from notifications import refs
from petbuddy import pictures
from petbuddy.errors import Invalid
from petbuddy.tasks import after_commit


def freeze(thing):
    """A copy for the moderators: words and names that the reporter saw, and which pictures."""
    for kind, copy in COPIES.items():
        if isinstance(thing, kind):
            return {"at": timezone.now().isoformat(), **copy(thing)}
    raise Invalid


@transaction.atomic
def let_go_of(photo):
    """A photo leaves its post: its files go, but for one that a report shows, which becomes private evidence."""
    spared = _spare(photo) if photo.state == Photo.State.READY and _is_reported(photo) else ""
    file_removals.promise([key for key in pictures.keys(photo) if key != spared], is_public=photo.is_public)
    file_removals.promise([photo.incoming_key])


def purge(now, dry_run=False):
    """Due work: evidence whose day has come goes, unless a report about it still waits. Returns how many."""
    waiting = Report.objects.filter(state=Report.State.OPEN).values("ref")
    old = EvidencePhoto.objects.filter(purge_on__lte=timezone.localdate(now)).exclude(ref__in=waiting)
    if dry_run:
        return old.count()
    rows = list(old)
    for row in rows:
        forget(row)
    return len(rows)


@transaction.atomic
def forget(row):
    """Remove one kept photo, wherever its file lies by now."""
    row.delete()
    if row.key:
        file_removals.promise([row.key])
    else:
        file_removals.promise([row.source_key], is_public=row.source_is_public)


def _is_reported(photo):
    reports = Report.objects.filter(ref=refs.of(photo.post)).values_list("evidence", flat=True)
    return any(str(photo.uid) in evidence.get("photos", []) for evidence in reports)


def _spare(photo):
    """Returns the key that stays until the worker has made its copy."""
    kept = EvidencePhoto.objects.create(
        uid=photo.uid,
        owner=photo.owner,
        ref=refs.of(photo.post),
        source_key=photo.key,
        source_is_public=photo.is_public,
        purge_on=timezone.localdate() + timedelta(days=settings.EVIDENCE_DAYS),
    )
    after_commit(keep_photo, kept.pk)
    return photo.key


def _post(post):
    return {
        "kind": "post",
        "uid": post.uid,
        "giver": str(post.giver.uid) if post.giver else "",
        "state": post.state,
        "name": post.name,
        "summary": post.summary,
        "story": post.story,
        "fee": post.fee,
        "conditions": post.conditions,
        "photos": [str(photo.uid) for photo in post.photos.all()],
    }


def _message(message):
    before = message.conversation.messages.filter(pk__lte=message.pk).order_by("-pk").select_related("author")[:10]
    return {
        "kind": "message",
        "author": str(message.author.uid),
        "text": message.text,
        "flags": message.flags,
        "context": [
            {"author": str(one.author.uid), "at": one.created_at.isoformat(), "text": one.text} for one in before
        ][::-1],
    }


def _person(user):
    return {"kind": "person", "uid": str(user.uid), "name": user.shown_name}


COPIES = {Post: _post, Message: _message, User: _person}
