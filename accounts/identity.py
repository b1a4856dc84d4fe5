"""Who is asking: a page or an API call of the site (cookies), and an open socket."""

from http.cookies import CookieError, SimpleCookie

from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from accounts import tokens
from accounts.context import origin
from accounts.selectors import sessions as live
from accounts.services import sessions


def identify(request):
    """The person behind the cookies, or AnonymousUser. Sets request.session_row, and identity_cookies for the answer.

    An access token that has run out is renewed with the refresh token on the way.
    """
    request.identity_was_used = True
    request.session_row = None
    access, refresh = request.COOKIES.get(settings.ACCESS_COOKIE), request.COOKIES.get(settings.REFRESH_COOKIE)
    session = _session_of(access) or _renewed(request, refresh)
    if session is None:
        if access or refresh:
            request.identity_cookies = None  # they open nothing: take them back
        return AnonymousUser()
    request.session_row = session
    return session.user


def _session_of(access):
    try:
        return live.session_of_access(access) if access else None
    except tokens.TokenRefused:
        return None


def _renewed(request, refresh):
    if not refresh:
        return None
    try:
        request.identity_cookies = sessions.rotate(refresh=refresh, device=origin().device)
    except sessions.SessionOver:
        return None
    return request.identity_cookies.session


def user_of_scope(scope):
    """The person who opens a socket, or None; scope["session_uid"] is what to ask again later.

    Only the access cookie counts: a socket cannot set cookies. A page that is refused renews over HTTP and returns.
    """
    session = _session_of(_cookies_of(scope).get(settings.ACCESS_COOKIE))
    if session is None:
        return None
    scope["session_uid"] = session.uid
    return session.user


def user_still_there(scope):
    """The person who opened this socket, read anew, or None when her session has ended meanwhile."""
    uid = scope.get("session_uid")
    return live.user_of_session(uid) if uid is not None else None


def _cookies_of(scope):
    raw = b"; ".join(value for name, value in scope.get("headers", []) if name == b"cookie")
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(raw.decode("latin-1")).items()}
    except CookieError:
        return {}
