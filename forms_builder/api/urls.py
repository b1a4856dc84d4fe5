"""Addresses of the API that this app brings."""

from django.urls import path

from forms_builder.api import editing, forms, importing, results, schema, shares, templates

urlpatterns = [
    path("forms/", forms.FormList.as_view(), name="api-forms"),
    path("forms/schema/", schema.DefinitionSchema.as_view(), name="api-form-schema"),
    path("forms/import/", importing.Import.as_view(), name="api-form-import"),
    path("forms/import/check/", importing.Look.as_view(), name="api-form-import-check"),
    path("forms/templates/", templates.Templates.as_view(), name="api-form-templates"),
    path("forms/templates/<int:pk>/", templates.OneTemplate.as_view(), name="api-form-template"),
    path("forms/<int:pk>/templates/", templates.Keep.as_view(), name="api-form-keep"),
    path("forms/<int:pk>/draft/", forms.Draft.as_view(), name="api-form-draft"),
    path("forms/<int:pk>/draft/history/", forms.History.as_view(), name="api-form-history"),
    path("forms/<int:pk>/pictures/", editing.Pictures.as_view(), name="api-form-pictures"),
    path("forms/<int:pk>/presence/", editing.Presence.as_view(), name="api-form-presence"),
    path("forms/<int:pk>/test/", editing.Test.as_view(), name="api-form-test"),
    path("forms/<int:pk>/publish/", forms.Publish.as_view(), name="api-form-publish"),
    path("forms/<int:pk>/shares/", shares.Shares.as_view(), name="api-form-shares"),
    path("forms/<int:pk>/results/", results.Results.as_view(), name="api-form-results"),
    path("forms/<int:pk>/summary/", results.Summary.as_view(), name="api-form-summary"),
    path("forms/<int:pk>/export/", results.Export.as_view(), name="api-form-export"),
    path("forms/<int:pk>/versions/", forms.Versions.as_view(), name="api-form-versions"),
]
