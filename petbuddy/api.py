"""The API under /api/v1/: each app brings its routes; the document and its reader stand beside them."""

from django.urls import include, path, re_path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from petbuddy.problems import no_such_address

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    # Split: its script is a file of its own, as our policy for pages wants it.
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="schema", template_name="api_docs.html"), name="docs"),
    path("", include("accounts.api.urls")),
    path("", include("notifications.api.urls")),
    path("", include("forms_builder.api.urls")),
    path("", include("adoption.api.urls")),
    re_path(r"^(?:[^/]*/)*$", no_such_address),  # without the last slash: the usual redirect first
]
