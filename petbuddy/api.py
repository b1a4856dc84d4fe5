"""The API under /api/v1/: each app brings its routes; the document and its reader stand beside them."""

from django.urls import include, path, re_path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView

from petbuddy.problems import no_such_address

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", SpectacularSwaggerView.as_view(url_name="schema"), name="docs"),
    path("", include("accounts.api.urls")),
    path("", include("notifications.api.urls")),
    path("", include("forms_builder.api.urls")),
    path("", include("adoption.api.urls")),
    re_path(r"", no_such_address),
]
