"""Addresses of the pages that this app brings."""

from django.urls import path

from forms_builder.pages import uploads

urlpatterns = [
    # Files that answer questions
    path("uploads/<uuid:uid>/", uploads.upload_read, name="upload"),
]
