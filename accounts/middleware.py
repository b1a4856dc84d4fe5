"""Who is asking, read lazily: a public page that never looks at request.user costs no query and stays cacheable."""

from functools import partial

from asgiref.sync import sync_to_async
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.utils.functional import SimpleLazyObject

from accounts import context, cookies
from accounts.identity import identify

UNCHANGED = object()


class TooManyMiddleware:
    """A page that shows the sentence of a limit, with everything that was typed, answers 429 and says how long.

    The outermost of those that ask where a request comes from: it also forgets that when the answer stands.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        seconds = context.refused_for()
        if seconds is not None and response.status_code in (200, 400, 429):
            response.status_code = 429
            response.headers.setdefault("Retry-After", str(seconds))
        context.leave()
        return response


class IdentityMiddleware(AuthenticationMiddleware):
    """Sets request.user from the cookies, and the cookies anew when the tokens were renewed on the way.

    Extends Django's so that the admin's system check finds what it asks for.
    """

    def process_request(self, request):
        request.identity_was_used = False
        request.identity_cookies = UNCHANGED
        request.user = SimpleLazyObject(partial(identify, request))
        request.auser = sync_to_async(lambda: request.user)
        context.enter(request)

    def process_response(self, request, response):
        pair = getattr(request, "identity_cookies", UNCHANGED)
        if pair is None:
            cookies.drop(response)
        elif pair is not UNCHANGED:
            cookies.keep(response, pair)
        return response
