"""Opening a private post to one person: a mailed link, accepted with one button, taken back at any time."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts.emails import clean_email
from accounts.selectors.blocks import is_blocked_between
from accounts.services import limits
from adoption.models import Invitation, InvitationLink, Post
from adoption.permissions import admit, dismiss
from adoption.services import invitation_links, locks, post_endings, rights
from adoption.services.invitation_links import VOID, digest
from notifications.services import notices
from petbuddy.errors import Conflict, Forbidden, Gone, Invalid
from petbuddy.retries import retry_deadlocks

LIMIT = 50  # mailed ones of one post: each is a mail to somebody who did not ask for it
OPEN_FOR = timedelta(days=30)  # for whoever has not come yet; who has come stays


@retry_deadlocks
@transaction.atomic
def invite(*, post, by, email):
    """Send one address a link that opens the post. Inviting again sends a fresh link; the old one is void."""
    rights.require(by, "adoption.manage_post", post)
    post = locks.post(post.pk)
    email = _address(email)
    if email == by.email:
        raise Invalid(errors={"email": [_("This is your own address.")]})
    invitation_links.require_shown(post)
    known = post.invitations.select_for_update().filter(email=email).first()
    if known is None and _mailed(post).count() >= LIMIT:
        raise Conflict(_("A post can have at most %(limit)s mailed invitations.") % {"limit": LIMIT})
    invitation = known or Invitation(post=post, email=email)
    if invitation.accepted_at and not invitation.revoked_at:
        return invitation
    limits.take_all(("mail_to", email), ("mails_by", by.pk), *limits.here("mails"))
    now = timezone.now()
    invitation.created_at, invitation.expires_at = now, now + OPEN_FOR
    invitation.user = invitation.accepted_at = invitation.revoked_at = None  # whoever was in by it comes in anew
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


@retry_deadlocks
@transaction.atomic
def accept(*, token, by):
    """Whoever holds a link and is signed in may see the post from now on. Returns the post; raises Gone."""
    held = _held(token)
    if held is None or held.revoked_at is not None:
        raise Gone(VOID)
    post = held.post
    if post.giver_id == by.pk or live_of(post, by).exists():
        return post
    if held.expires_at is not None and held.expires_at <= timezone.now() and not _was_used(held):
        raise Gone(_("This invitation has run out. Ask for a new one."))
    if not by.is_verified:
        raise Forbidden(_("Verify your e-mail first."), code="unverified")
    if is_blocked_between(by, post.giver_id):
        raise Gone(VOID)
    if isinstance(held, InvitationLink):
        invitation_links.use(link=held, by=by)
    else:
        _answer(held, by)
    admit(post=post, user=by)
    return post


@retry_deadlocks
@transaction.atomic
def revoke(*, invitation, by):
    """Take an invitation back: its link is void, and the post and a draft for it close for whoever had come in."""
    rights.require(by, "adoption.manage_post", invitation.post)
    post = locks.post(invitation.post_id)
    end(Invitation.objects.select_for_update().get(pk=invitation.pk), by, post)  # she may have come in meanwhile


def end(invitation, by, post):
    """The same under the post's lock. Who came in by another invitation too stays in by that."""
    if invitation.revoked_at is not None:
        return
    invitation.revoked_at = timezone.now()
    invitation.save(update_fields=["revoked_at"])
    if invitation.user is None or live_of(post, invitation.user).exists():
        return
    dismiss(post=post, user=invitation.user)
    if post.visibility == Post.Visibility.PRIVATE:
        post_endings.close_drafts_out_of_sight(post, by)


def live_of(post, user):
    """The invitations by which this person is in."""
    return Invitation.objects.filter(post=post, user=user, revoked_at=None)


def _mailed(post):
    """Those that went to an address; who came by a link that was passed on is counted by that link."""
    return post.invitations.filter(email__isnull=False)


def _address(email):
    try:
        return clean_email(email)
    except ValidationError as error:
        raise Invalid(errors={"email": error.messages})


def _was_used(held):
    """A mailed link that somebody has used says so, whenever it would have run out."""
    return isinstance(held, Invitation) and held.accepted_at is not None


def _answer(invitation, by):
    if invitation.accepted_at is not None:
        raise Gone(_("Somebody else has used this invitation. Ask for one of your own."))
    invitation.user, invitation.accepted_at = by, timezone.now()
    invitation.save(update_fields=["user", "accepted_at"])


def _held(token):
    """The invitation or the link behind a token, locked after its post, or None."""
    for model in (Invitation, InvitationLink):
        rows = model.objects.filter(token_hash=digest(token))
        post = rows.values_list("post", flat=True).first()
        if post is not None:
            locks.post(post)
            return rows.select_for_update().first()
    return None


def token_of(invitation):
    """The secret of the mailed link. It stands nowhere: it is made again from the row when the mail is written."""
    seed = f"{invitation.post.uid}:{invitation.email}:{invitation.created_at.isoformat()}"
    return salted_hmac("adoption.invitations", seed, algorithm="sha256").hexdigest()[:32]
