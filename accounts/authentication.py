"""How the API knows who is asking: cookie of the site (with CSRF) or Bearer header."""

from rest_framework.authentication import BaseAuthentication


class CookieAuthentication(BaseAuthentication):
    def authenticate(self, request):
        return None


class BearerAuthentication(BaseAuthentication):
    def authenticate(self, request):
        return None

    def authenticate_header(self, request):
        return "Bearer"
