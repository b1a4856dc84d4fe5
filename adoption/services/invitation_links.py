"""A link to a private post that the giver passes on herself: for several people, up to a number and a day.

She sees who came in by it, and takes back the link, or each person.
"""

import hashlib
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from adoption.models import Invitation, InvitationLink, Post
from adoption.services import locks, rights
from petbuddy.errors import Conflict, Gone, Invalid
from petbuddy.retries import retry_deadlocks

LIMIT = 5  # open links of one post
DAYS = (1, 7, 30)
USES = (1, 5, 10, 30)
VOID = gettext_lazy("This invitation was taken back, or its link is incomplete.")


@retry_deadlocks
@transaction.atomic
def make(*, post, by, days, uses):
    """A new link, open for so many days and so many people."""
    rights.require(by, "adoption.manage_post", post)
    if days not in DAYS:
        raise Invalid(errors={"days": [_("Choose how long the link works.")]})
    if uses not in USES:
        raise Invalid(errors={"uses": [_("Choose for how many people the link works.")]})
    post = locks.post(post.pk)
    require_shown(post)
    if open_links(post).count() >= LIMIT:
        raise Conflict(_("A post can have at most %(limit)s open links.") % {"limit": LIMIT})
    now = timezone.now()
    link = InvitationLink(post=post, max_uses=uses, created_at=now, expires_at=now + timedelta(days=days))
    link.token_hash = digest(token_of(link))
    link.save()
    return link


@retry_deadlocks
@transaction.atomic
def revoke(*, link, by):
    """The link lets nobody in any more; whoever came in by it stays, until she is taken back herself."""
    rights.require(by, "adoption.manage_post", link.post)
    locks.post(link.post_id)
    InvitationLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now())


def use(*, link, by):
    """One more person comes in, under the post's lock. Whom the giver has sent out does not come back by a link."""
    if Invitation.objects.filter(post=link.post_id, user=by, revoked_at__isnull=False).exists():
        raise Gone(VOID)
    counted = InvitationLink.objects.filter(pk=link.pk, used_count__lt=F("max_uses"))
    if not counted.update(used_count=F("used_count") + 1):
        raise Gone(_("As many people as it was made for have used this link. Ask for a new one."))
    Invitation.objects.create(post=link.post, link=link, user=by, accepted_at=timezone.now())


def require_shown(post):
    """Nobody is invited to what nobody may see yet, or any more."""
    if post.state not in (Post.State.PUBLISHED, Post.State.PAUSED, Post.State.RESERVED):
        raise Conflict(_("Publish the post first; then invite people to it."))


def open_links(post):
    """Links that still let somebody in."""
    now = timezone.now()
    return post.invitation_links.filter(revoked_at=None, expires_at__gt=now, used_count__lt=F("max_uses"))


def token_of(link):
    """The secret of the link. It stands nowhere: it is made again from the row for the giver's page."""
    seed = f"{link.post.uid}:{link.created_at.isoformat()}:{link.max_uses}"
    return salted_hmac("adoption.invitation_links", seed, algorithm="sha256").hexdigest()[:32]


def digest(token):
    return hashlib.sha256(token.encode()).hexdigest()
