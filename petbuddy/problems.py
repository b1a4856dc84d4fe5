"""Errors of the API as application/problem+json: {type, title, status, detail, code, errors, request_id}."""

import logging
from http import HTTPStatus

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, JsonResponse
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from petbuddy import errors

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


def problem(request, status, detail, *, code="", fields=None, headers=None, extra=None):
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": str(detail),
        "code": code,
        "request_id": getattr(request, "id", ""),
        **(extra or {}),
    }
    if fields:
        body["errors"] = fields
    return Response(body, status=status, headers=headers, content_type="application/problem+json")


def exception_handler(exc, context):
    """DRF's hook: domain refusals, validation, rights and throttles in one shape; None lets Django answer 500."""
    request = context.get("request")
    if isinstance(exc, errors.DomainError):
        set_rollback()
        wait = getattr(exc, "retry_after", None)
        headers = {"Retry-After": str(int(wait))} if wait else None
        fields = {name: [str(text) for text in texts] for name, texts in exc.errors.items()}
        return problem(request, status_of(exc), exc, code=exc.code, fields=fields, headers=headers, extra=exc.extra)
    if isinstance(exc, Http404):
        exc = exceptions.NotFound()
    elif isinstance(exc, PermissionDenied):
        exc = exceptions.PermissionDenied()
    elif isinstance(exc, ValidationError):
        exc = exceptions.ValidationError(detail=exc.messages)
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
    return problem(request, exc.status_code, exc.detail, code=str(exc.get_codes()), headers=headers)


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


def no_such_address(request):
    """The answer of the API where nothing is: the same shape as every other, never a page."""
    detail = exceptions.NotFound().detail
    body = problem(request, 404, detail, code="not_found").data
    return JsonResponse(body, status=404, content_type="application/problem+json")
