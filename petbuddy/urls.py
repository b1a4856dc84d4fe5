"""Every address of the product; product.md's "Addresses" lists them."""

from django.contrib import admin
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from petbuddy import health

urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    # Public pages are the same bytes for everybody, so the language form has no token; a language is no secret.
    path("i18n/setlang/", csrf_exempt(set_language), name="set_language"),
    path("admin/", admin.site.urls),
    path("api/v1/", include("petbuddy.api")),
    path("", include("petbuddy.media_urls")),
    path("", include("accounts.urls")),
    path("", include("notifications.urls")),
    path("", include("forms_builder.urls")),
    path("", include("adoption.urls")),
]
handler400 = "petbuddy.pages.bad_request"
handler500 = "petbuddy.pages.server_error"
