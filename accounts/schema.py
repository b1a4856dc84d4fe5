"""What the OpenAPI document says of signing in."""

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension


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
