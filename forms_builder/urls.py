"""Addresses of the pages that this app brings."""

from django.urls import path

from forms_builder.pages import (
    forms,
    importing,
    pictures,
    publishing,
    results,
    results_out,
    settings,
    sharing,
    templates,
    testing,
    transfers,
    uploads,
    versions,
)

app_name = "forms"
urlpatterns = [
    path("forms/", forms.index, name="index"),
    path("forms/new/", forms.start, name="start"),
    path("forms/import/", importing.import_form, name="import"),
    path("forms/templates/", templates.index, name="templates"),
    path("forms/templates/<slug:slug>/rename/", templates.rename, name="template-rename"),
    path("forms/templates/<slug:slug>/remove/", templates.remove, name="template-remove"),
    path("forms/<int:pk>/keep/", templates.keep, name="keep"),
    path("forms/<int:pk>/edit/", forms.edit, name="edit"),
    path("forms/<int:pk>/publish/", publishing.publish, name="publish"),
    path("forms/<int:pk>/preview/", forms.preview, name="preview"),
    path("forms/pictures/<uuid:uid>/", pictures.picture, name="picture"),
    path("forms/<int:pk>/settings/", settings.settings, name="settings"),
    path("forms/<int:pk>/test/", testing.test, name="test"),
    path("forms/<int:pk>/history/", versions.history, name="history"),
    path("forms/<int:pk>/history/<int:number>/restore/", versions.restore, name="restore"),
    path("forms/<int:pk>/share/", sharing.share, name="share"),
    path("forms/<int:pk>/share/<int:number>/", sharing.change, name="share-change"),
    path("forms/<int:pk>/share/<int:number>/remove/", sharing.remove, name="share-remove"),
    path("forms/<int:pk>/leave/", sharing.leave, name="leave"),
    path("forms/<int:pk>/transfer/", transfers.offer, name="transfer"),
    path("forms/<int:pk>/transfer/withdraw/", transfers.withdraw, name="transfer-withdraw"),
    path("forms/transfers/<int:pk>/", transfers.answer, name="transfer-answer"),
    path("forms/<int:pk>/copy/", forms.copy, name="copy"),
    path("forms/<int:pk>/close/", forms.close, name="close"),
    path("forms/<int:pk>/reopen/", forms.reopen, name="reopen"),
    path("forms/<int:pk>/results/", results.results, name="results"),
    path("forms/<int:pk>/results/compare/", results.compare, name="results-compare"),
    path("forms/<int:pk>/results/print/", results_out.print_view, name="results-print"),
    path("forms/<int:pk>/results/export/", results_out.export, name="results-export"),
    path("forms/<int:pk>/results/delete/", results_out.delete, name="results-delete"),
    path("forms/<int:pk>/results/<uuid:uid>/", results.one, name="results-one"),
    path("forms/<int:pk>/results/<uuid:uid>/review/", results.review, name="results-review"),
    # Files that answer questions
    path("uploads/<uuid:uid>/", uploads.upload_read, name="upload"),
]
