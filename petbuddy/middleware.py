"""Request id, language by cookie, and headers that keep private answers private."""

import re
import uuid

import structlog
from django.conf import settings
from django.utils import translation
from django.utils.cache import patch_vary_headers

_SAFE_ID = re.compile(r"^[A-Za-z0-9-]{8,40}$")


class RequestIdMiddleware:
    """Every request has an id that stands in the log, in the answer and on the error page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        given = request.headers.get("X-Request-Id", "")
        request.id = given if _SAFE_ID.match(given) else uuid.uuid4().hex[:16]
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request.id)
        response = self.get_response(request)
        response["X-Request-Id"] = request.id
        return response


class LanguageMiddleware:
    """The reader's language is a cookie that the switch sets, never the path and never guessed from a header.

    Proxies turn the cookie into one cache-key value, so public answers carry no `Vary: Cookie`.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.known = {code for code, _ in settings.LANGUAGES}

    def __call__(self, request):
        wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = wanted if wanted in self.known else settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response.render()
        response.headers.setdefault("Content-Language", language)
        return response


class PrivateAnswersMiddleware:
    """Whatever was answered to a signed-in person is stored by no cache, unless the view said otherwise."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if getattr(request, "identity_was_used", False):
            if "Cache-Control" not in response.headers:
                response.headers["Cache-Control"] = "private, no-store"
            # For a cache that keeps it nevertheless: it depends on who asked.
            patch_vary_headers(response, ["Cookie", "Authorization"])
        return response
