"""Errors of the API as application/problem+json: {type, title, status, detail, code, errors, request_id}."""

import logging
from http import HTTPStatus

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation, ValidationError
from django.http import Http404, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from petbuddy import errors, outages

logger = logging.getLogger("petbuddy.problems")

STATUS = {
    errors.Invalid: 400,
    errors.SignedOut: 401,
    errors.Forbidden: 403,
    errors.Missing: 404,
    errors.Conflict: 409,
    errors.Gone: 410,
    errors.TooLarge: 413,
    errors.Unsupported: 415,
    errors.Mismatch: 422,
    errors.TooMany: 429,
    errors.Unavailable: 503,
    errors.DomainError: 400,
}


def status_of(error):
    """The HTTP status that says what the domain said."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


CODES = {400: "bad_request", 413: "too_large", 500: "server_error"}


def problem(request, status, detail, *, code="", fields=None, headers=None, extra=None):
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": str(detail),
        "code": code or CODES.get(status, "refused"),
        "request_id": getattr(request, "id", ""),
        **(extra or {}),
    }
    if fields:
        body["errors"] = fields
    return Response(body, status=status, headers=headers, content_type="application/problem+json")


def exception_handler(exc, context):
    """DRF's hook: domain refusals, validation, rights and throttles in one shape; None lets Django answer 500."""
    request = context.get("request")
    exc = _in_our_words(exc)
    if isinstance(exc, errors.DomainError):
        set_rollback()
        wait = getattr(exc, "retry_after", None)
        headers = {"Retry-After": str(int(wait))} if wait else None
        fields = {name: [str(text) for text in texts] for name, texts in exc.errors.items()}
        return problem(request, status_of(exc), exc, code=exc.code, fields=fields, headers=headers, extra=exc.extra)
    if isinstance(exc, SuspiciousOperation):  # Django's own limits of a body; raised where DRF reads it
        set_rollback()
        return problem(request, *refusal_of(exc))
    if not isinstance(exc, exceptions.APIException):
        return None
    set_rollback()
    headers = {}
    if getattr(exc, "auth_header", None):
        headers["WWW-Authenticate"] = exc.auth_header
    if getattr(exc, "wait", None):
        headers["Retry-After"] = str(int(exc.wait))
    if isinstance(exc, exceptions.ValidationError):
        return problem(
            request,
            400,
            _("Please check what you entered."),
            code="invalid",
            fields=_flatten(exc.detail),
            headers=headers,
        )
    return problem(request, exc.status_code, exc.detail, code=_code_of(exc), headers=headers)


def _in_our_words(exc):
    """Django's refusals, and a database that is away, as the ones that the handler knows."""
    if outages.is_outage(exc):
        logger.error("database away", extra={"error": type(exc).__name__})
        return outages.OutOfReach()
    if isinstance(exc, Http404):
        return exceptions.NotFound()
    if isinstance(exc, PermissionDenied):
        return exceptions.PermissionDenied()
    if isinstance(exc, ValidationError):
        return exceptions.ValidationError(detail=exc.messages)
    return exc


def _flatten(detail, prefix=""):
    """DRF's nested error detail as {dotted field: [sentence, …]}."""
    if isinstance(detail, dict):
        flat = {}
        for name, inner in detail.items():
            flat |= _flatten(inner, f"{prefix}.{name}" if prefix else str(name))
        return flat
    if isinstance(detail, list) and any(isinstance(item, dict | list) for item in detail):
        flat = {}
        for index, inner in enumerate(detail):
            if inner:
                flat |= _flatten(inner, f"{prefix}.{index}" if prefix else str(index))
        return flat
    texts = detail if isinstance(detail, list) else [detail]
    return {prefix or "non_field_errors": [str(text) for text in texts]}


@csrf_exempt  # nothing is done here, and a refused token would be answered by a page
def no_such_address(request):
    """The answer of the API where nothing is: the same shape as every other, never a page."""
    return plain(request, 404, exceptions.NotFound().detail, code="not_found")


def refusal_of(error):
    """(status, sentence) for a request that Django would not read to its end."""
    if isinstance(error, RequestDataTooBig):
        return 413, _("This is more than we take at once.")
    return 400, _("We could not read this request.")


def is_api(request):
    """Does whoever asks expect a problem, rather than a page?"""
    return request.path.startswith("/api/")


def plain(request, status, detail, code=""):
    """A problem from outside DRF: before its views are reached, or after one of them broke."""
    body = problem(request, status, detail, code=code).data
    return JsonResponse(body, status=status, content_type="application/problem+json")


def _code_of(exc):
    codes = exc.get_codes()
    return codes if isinstance(codes, str) else exc.default_code
