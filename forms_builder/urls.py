"""Addresses of the pages that this app brings."""

from django.urls import path

from forms_builder.pages import forms, results, settings, testing, uploads, versions

app_name = "forms"
urlpatterns = [
    path("forms/", forms.index, name="index"),
    path("forms/new/", forms.start, name="start"),
    path("forms/<int:pk>/edit/", forms.edit, name="edit"),
    path("forms/<int:pk>/publish/", forms.publish, name="publish"),
    path("forms/<int:pk>/preview/", forms.preview, name="preview"),
    path("forms/<int:pk>/settings/", settings.settings, name="settings"),
    path("forms/<int:pk>/test/", testing.test, name="test"),
    path("forms/<int:pk>/history/", versions.history, name="history"),
    path("forms/<int:pk>/history/<int:number>/restore/", versions.restore, name="restore"),
    path("forms/<int:pk>/copy/", forms.copy, name="copy"),
    path("forms/<int:pk>/close/", forms.close, name="close"),
    path("forms/<int:pk>/reopen/", forms.reopen, name="reopen"),
    path("forms/<int:pk>/results/", results.results, name="results"),
    # Files that answer questions
    path("uploads/<uuid:uid>/", uploads.upload_read, name="upload"),
]
