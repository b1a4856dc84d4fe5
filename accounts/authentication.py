"""How the API knows who is asking: the site's cookies (with CSRF) or a Bearer header, never a mixture of both."""

from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication, CSRFCheck, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied

from accounts import tokens
from accounts.selectors.sessions import session_of_access


class CookieAuthentication(BaseAuthentication):
    """The signed-in browser. A request that changes something must carry the CSRF token."""

    def authenticate(self, request):
        if get_authorization_header(request):
            return None  # whoever shows a header means the header
        user = request._request.user
        if not user.is_authenticated:
            return None
        self.enforce_csrf(request)
        return user, request._request.session_row

    def enforce_csrf(self, request):
        check = CSRFCheck(lambda _request: None)
        check.process_request(request)
        if reason := check.process_view(request, None, (), {}):
            raise PermissionDenied(f"CSRF Failed: {reason}", code="csrf")

    def authenticate_header(self, request):
        return "Bearer"


class BearerAuthentication(BaseAuthentication):
    """A client of the API with `Authorization: Bearer <access token>`."""

    def authenticate(self, request):
        parts = get_authorization_header(request).split()
        if not parts:
            return None
        if len(parts) != 2 or parts[0].lower() != b"bearer":
            raise AuthenticationFailed(_("Use the header “Authorization: Bearer <token>”."))
        request._request.identity_was_used = True
        try:
            session = session_of_access(parts[1].decode("ascii"))
        except (tokens.TokenRefused, UnicodeDecodeError):
            raise AuthenticationFailed(_("The access token is not valid, or has run out."), code="token_refused")
        return session.user, session

    def authenticate_header(self, request):
        return "Bearer"
