"""Tokens as text: signing and reading, nothing else. Which of them still count is known by services.sessions.

simplejwt signs and reads (one algorithm, audience, issuer, leeway: settings.SIMPLE_JWT); nothing outside this module
knows the library.
"""

import hashlib
import hmac
import uuid
from dataclasses import dataclass

from django.conf import settings
from rest_framework_simplejwt.exceptions import TokenError
from rest_framework_simplejwt.tokens import Token
from rest_framework_simplejwt.utils import datetime_to_epoch


class TokenRefused(Exception):
    """Not one of ours, of the wrong kind, or run out."""


class _Access(Token):
    token_type = "access"
    lifetime = settings.ACCESS_TOKEN_LIFETIME


class _Refresh(Token):
    token_type = "refresh"
    lifetime = settings.REFRESH_TOKEN_IDLE


@dataclass(frozen=True)
class Claims:
    """What a token that can be trusted says: whose, of which session, and its own id."""

    user_uid: uuid.UUID
    session_uid: uuid.UUID
    jti: str


def sign_access(*, session, roles, at):
    """A token that opens the API for a few minutes. It names the session, which is asked on every read."""
    token = _Access()
    token["sub"], token["sid"], token["roles"] = str(session.user.uid), str(session.uid), list(roles)
    token["iat"] = datetime_to_epoch(at)
    token["exp"] = datetime_to_epoch(min(at + settings.ACCESS_TOKEN_LIFETIME, session.expires_at))
    return str(token)


def sign_refresh(*, session, jti, issued_at, expires_at):
    """The refresh token of one row. Every claim comes from the row, so the same row always gives the same bytes."""
    token = _Refresh()
    token.payload = {
        "token_type": _Refresh.token_type,
        "sub": str(session.user.uid),
        "sid": str(session.uid),
        "jti": jti,
        "iat": datetime_to_epoch(issued_at),
        "exp": datetime_to_epoch(expires_at),
    }
    return str(token)


def read_access(raw):
    """The claims of an access token. Raises TokenRefused."""
    return _read(_Access, raw)


def read_refresh(raw):
    """The claims of a refresh token. Raises TokenRefused."""
    return _read(_Refresh, raw)


def new_jti():
    return uuid.uuid4().hex


def successor_jti(jti):
    """The id of the one token that may follow: made from the spent one, so a retry finds it again."""
    return hmac.new(settings.JWT_KEY.encode(), f"successor:{jti}".encode(), hashlib.sha256).hexdigest()


def fingerprint(jti):
    """What the database keeps of a token."""
    return hashlib.sha256(jti.encode()).hexdigest()


def _read(kind, raw):
    try:
        token = kind(raw)
        return Claims(uuid.UUID(token["sub"]), uuid.UUID(token["sid"]), str(token["jti"]))
    except (TokenError, KeyError, ValueError, TypeError, AttributeError) as error:
        raise TokenRefused(str(error)) from error
