"""What the OpenAPI document says of signing in and of errors."""

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.utils import OpenApiResponse, inline_serializer
from rest_framework import serializers

Problem = inline_serializer(
    "Problem",
    {
        "type": serializers.CharField(),
        "title": serializers.CharField(),
        "status": serializers.IntegerField(),
        "detail": serializers.CharField(),
        "code": serializers.CharField(),
        "request_id": serializers.CharField(),
        "errors": serializers.DictField(child=serializers.ListField(child=serializers.CharField()), required=False),
    },
)
PROBLEMS = {
    400: "What was sent cannot be used; `errors` names the fields.",
    401: "Not signed in.",
    403: "Known, but not allowed; or a cookie without the CSRF token.",
    404: "Not there, or not for you: the two look the same.",
    409: "The state no longer allows it.",
    410: "The link has been used or has run out.",
    413: "Too large.",
    415: "A kind of file or body that is not taken.",
    422: "The Idempotency-Key was used for another request.",
    429: "Too many tries; Retry-After says when.",
    503: "Something of ours is away; Retry-After says when.",
}


def problems(*statuses):
    """The error answers of an endpoint, for extend_schema(responses={200: …, **problems(400, 401)})."""
    return {
        (status, "application/problem+json"): OpenApiResponse(Problem, description=PROBLEMS[status])
        for status in statuses
    }


class CookieScheme(OpenApiAuthenticationExtension):
    target_class = "accounts.authentication.CookieAuthentication"
    name = "cookie"

    def get_security_definition(self, auto_schema):
        return {
            "type": "apiKey",
            "in": "cookie",
            "name": settings.ACCESS_COOKIE,
            "description": "Set by the page /accounts/login/. A request that changes something needs X-CSRFToken.",
        }


class BearerScheme(OpenApiAuthenticationExtension):
    target_class = "accounts.authentication.BearerAuthentication"
    name = "bearer"

    def get_security_definition(self, auto_schema):
        return {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
