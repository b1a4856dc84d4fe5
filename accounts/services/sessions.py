"""Signed-in devices. A session is a family of refresh tokens of which exactly one is alive at a time."""

import logging
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import tokens
from accounts.context import origin
from accounts.models import RefreshToken, Session
from accounts.roles import roles
from accounts.services import audit
from notifications.services import live
from petbuddy.errors import Missing, SignedOut
from petbuddy.retries import retry_deadlocks

logger = logging.getLogger("petbuddy.sessions")


class SessionOver(SignedOut):
    """The refresh token opens nothing any more."""

    code = "session_over"
    message = _("You were signed out. Please sign in again.")


@dataclass(frozen=True)
class Pair:
    """What a client holds: two texts and the session behind them."""

    access: str
    refresh: str
    session: Session


@transaction.atomic
def start(*, user, device=""):
    """A new device signs in. Returns its tokens."""
    now = timezone.now()
    session = Session.objects.create(
        user=user,
        device=device[:200],
        address=origin().address,
        created_at=now,
        seen_at=now,
        expires_at=now + settings.REFRESH_TOKEN_LIFETIME,
    )
    return _pair(session, tokens.new_jti(), now)


def rotate(*, refresh, device=""):
    """Spend a refresh token and give its one successor. Raises SessionOver.

    The same client may repeat the request for a few seconds (a lost answer, two tabs) and gets the identical
    successor. Anybody else who shows a spent token holds a copy: the whole session ends.
    """
    try:
        claims = tokens.read_refresh(refresh)
    except tokens.TokenRefused:
        raise SessionOver
    pair = _rotate(claims, device[:200])
    if pair is None:  # raised here, after the commit: the end of a family must not be rolled back with it
        raise SessionOver
    return pair


@retry_deadlocks
@transaction.atomic
def _rotate(claims, device):
    session = _locked(claims.session_uid)
    now = timezone.now()
    if session is None or not is_live(session, now) or session.user.uid != claims.user_uid:
        return None
    token = RefreshToken.objects.filter(session=session, jti_hash=tokens.fingerprint(claims.jti)).first()
    if token is None or token.expires_at <= now:
        return None
    if token.spent_at is None:
        RefreshToken.objects.filter(pk=token.pk).update(spent_at=now)
        Session.objects.filter(pk=session.pk).update(seen_at=now, address=origin().address)
        return _pair(session, tokens.successor_jti(claims.jti), now)
    successor = _unspent_successor(session, claims.jti)
    if successor and device == session.device and now - token.spent_at <= settings.REFRESH_RETRY_WINDOW:
        return _pair_of(session, tokens.successor_jti(claims.jti), successor, now)
    logger.warning("refresh token used twice", extra={"session": str(session.uid)})
    audit.record(action="session.reuse", by=session.user, ref=session)
    _end([session], reason="reuse")
    return None


def _locked(uid):
    """The session's row, ours alone until the transaction ends."""
    return Session.objects.select_for_update().filter(uid=uid).first()


def _unspent_successor(session, jti):
    return RefreshToken.objects.filter(
        session=session, jti_hash=tokens.fingerprint(tokens.successor_jti(jti)), spent_at=None
    ).first()


def _pair(session, jti, now):
    token = RefreshToken.objects.create(
        session=session,
        jti_hash=tokens.fingerprint(jti),
        # Whole seconds, as the claims have them: the row must give the same bytes again.
        issued_at=now.replace(microsecond=0),
        expires_at=min(now + settings.REFRESH_TOKEN_IDLE, session.expires_at).replace(microsecond=0),
    )
    return _pair_of(session, jti, token, now)


def _pair_of(session, jti, token, now):
    return Pair(
        access=tokens.sign_access(session=session, roles=roles(session.user), at=now),
        refresh=tokens.sign_refresh(session=session, jti=jti, issued_at=token.issued_at, expires_at=token.expires_at),
        session=session,
    )


def is_live(session, now):
    """The session has neither ended nor run out, and its person may still sign in."""
    user = session.user
    return session.ended_at is None and session.expires_at > now and user.is_active and user.erased_at is None


@retry_deadlocks
@transaction.atomic
def end(*, session, by, reason="logout"):
    """Sign one device out: its page, its API calls and its open sockets. Safe to repeat."""
    if session.ended_at is None:
        audit.record(action="session.ended", by=by, ref=session, note=reason)
        _end([session], reason=reason)


@transaction.atomic
def end_one(*, user, uid, by):
    """End the own session with that uid. Raises Missing for one of somebody else."""
    session = Session.objects.filter(user=user, uid=uid, ended_at=None).first()
    if session is None:
        raise Missing
    end(session=session, by=by)


@retry_deadlocks
@transaction.atomic
def end_all(*, user, by, reason, keep=None):
    """Sign every device of `user` out, save `keep` where one is named. Returns how many."""
    open_ones = Session.objects.select_for_update().filter(user=user, ended_at=None)
    ending = list(open_ones.exclude(pk=keep.pk) if keep else open_ones)
    if ending:
        audit.record(action="session.ended_all", by=by, ref=user, note=reason)
        _end(ending, reason=reason)
    return len(ending)


def _end(sessions, reason):
    now = timezone.now()
    Session.objects.filter(pk__in=[session.pk for session in sessions], ended_at=None).update(
        ended_at=now, end_reason=reason
    )
    for session in sessions:
        session.ended_at = now
        live.tell(f"user:{session.user.uid}", {"type": "session_ended", "session": str(session.uid)})


@transaction.atomic
def stamp_second_factor(*, session):
    """The person has just shown her second factor on this device."""
    Session.objects.filter(pk=session.pk).update(mfa_at=timezone.now())
    session.refresh_from_db(fields=["mfa_at"])
    audit.record(action="session.second_factor", by=session.user, ref=session)
