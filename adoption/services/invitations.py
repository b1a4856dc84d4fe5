"""Opening a private post to one person: a mailed link, accepted with one button, taken back at any time."""

import hashlib

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts.models.users import normalize_email
from accounts.selectors.blocks import is_blocked_between
from accounts.services import limits
from adoption.models import Invitation, Post
from adoption.permissions import admit, dismiss, require
from adoption.services import locks
from notifications.services import notices
from petbuddy.errors import Conflict, Forbidden, Gone, Invalid

LIMIT = 50  # of one post; an invitation is a mail to somebody who did not ask for it


@transaction.atomic
def invite(*, post, by, email):
    """Send one address a link that opens the post. Inviting again sends a fresh link; the old one is void."""
    require(by, "adoption.manage_post", post)
    post = locks.post(post.pk)
    email = normalize_email(email)
    if email == by.email:
        raise Invalid(errors={"email": [_("This is your own address.")]})
    if post.state not in (Post.State.PUBLISHED, Post.State.PAUSED, Post.State.RESERVED):
        raise Conflict(_("Publish the post first; then invite people to it."))
    known = post.invitations.select_for_update().filter(email=email).first()
    if known is None and post.invitations.count() >= LIMIT:
        raise Conflict(_("A post can have at most %(limit)s invitations.") % {"limit": LIMIT})
    invitation = known or Invitation(post=post, email=email)
    if invitation.accepted_at and not invitation.revoked_at:
        return invitation
    limits.take(bucket="mail_to", key=email)
    invitation.created_at, invitation.accepted_at, invitation.revoked_at = timezone.now(), None, None
    invitation.user = None  # whoever had come in by the old link comes in anew
    invitation.token_hash = digest(token_of(invitation))
    invitation.save()
    notices.send_mail(
        kind="invitation_received",
        to=email,
        language=by.language,
        ref=invitation,
        dedup_key=f"invitation:{invitation.token_hash}",
    )
    return invitation


@transaction.atomic
def accept(*, token, by):
    """Whoever holds the link and is signed in may see the post from now on. Returns the post; raises Gone."""
    invitation = _held(token)
    if invitation is None or invitation.revoked_at is not None:
        raise Gone(_("This invitation was taken back, or its link is incomplete."))
    post = invitation.post
    if invitation.user_id == by.pk or post.giver_id == by.pk:
        return post
    if invitation.accepted_at is not None:
        raise Gone(_("Somebody else has used this invitation. Ask for one of your own."))
    if not by.is_verified:
        raise Forbidden(_("Verify your e-mail first."), code="unverified")
    if post.giver_id is not None and is_blocked_between(by, post.giver_id):
        raise Gone(_("This invitation was taken back, or its link is incomplete."))
    invitation.user, invitation.accepted_at = by, timezone.now()
    invitation.save(update_fields=["user", "accepted_at"])
    admit(post=post, user=by)
    return post


@transaction.atomic
def revoke(*, invitation, by):
    """Take an invitation back: its link is void and the post closes for whoever had come in by it."""
    require(by, "adoption.manage_post", invitation.post)
    locks.post(invitation.post_id)
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)  # she may have come in meanwhile
    if invitation.revoked_at is None:
        invitation.revoked_at = timezone.now()
        invitation.save(update_fields=["revoked_at"])
        if invitation.user is not None:
            dismiss(post=invitation.post, user=invitation.user)


def _held(token):
    """The invitation of a mailed link, locked after its post, or None."""
    rows = Invitation.objects.filter(token_hash=digest(token))
    post = rows.values_list("post", flat=True).first()
    if post is None:
        return None
    locks.post(post)
    return rows.select_for_update().first()


def token_of(invitation):
    """The secret of the mailed link. It stands nowhere: it is made again from the row when the mail is written."""
    seed = f"{invitation.post.uid}:{invitation.email}:{invitation.created_at.isoformat()}"
    return salted_hmac("adoption.invitations", seed, algorithm="sha256").hexdigest()[:32]


def digest(token):
    return hashlib.sha256(token.encode()).hexdigest()
