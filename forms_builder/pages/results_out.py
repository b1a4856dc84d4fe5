"""Taking answers out of the form: on paper, as a file, or for good."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from accounts.pages.access import signed_in
from forms_builder.pages.results_access import context_of, filter_of, filter_url, results_of
from forms_builder.selectors import sheets
from forms_builder.services import exports, looks
from forms_builder.services import results as services
from petbuddy.streaming import Download


@signed_in
@require_GET
def print_view(request, pk):
    """Answer sheets to be printed, one person a page: those chosen, or all that the filter leaves, part by part."""
    found, asked = results_of(request, pk), request.GET
    chosen = filter_of(request, found)
    if not chosen.is_valid():
        return _unread_filter(request, pk)
    part = sheets.part(found, asked.getlist("who"), chosen.filters(), asked.get("part"))
    is_told = looks.is_told_of(form=found.form, by=request.user)
    looks.look(form=found.form, submissions=[sheet.submission for sheet in part], by=request.user)
    context = context_of(request, found, part=part, is_told=is_told)
    return render(request, "forms_builder/results_print.html", context)


@signed_in
@require_GET
def export(request, pk):
    """The answers as a file; the right is asked here and again by the service."""
    found = results_of(request, pk, right="export_results")
    chosen = filter_of(request, found)
    if not chosen.is_valid():
        return _unread_filter(request, pk)
    kind = request.GET.get("format", "csv")
    made = exports.export(results=found, kind=kind, filters=chosen.filters(), by=request.user)
    return Download(made.pieces, name=made.name, content_type=made.content_type)


def _unread_filter(request, pk):
    """Half a filter would let everybody through: back to the table, where it is said beside its field."""
    messages.error(request, _("Nothing left the site: part of the filter could not be read. Mend it and try again."))
    return redirect(filter_url(request, pk))


@signed_in
@require_http_methods(["GET", "POST"])
def delete(request, pk):
    """Asks first, whose answers; then they are gone for good."""
    found = results_of(request, pk, right="delete_results")
    if request.method == "POST":
        count = services.delete(form=found.form, uids=request.POST.getlist("who"), by=request.user)
        done = ngettext("The answers of %(n)s person were deleted.", "The answers of %(n)s people were deleted.", count)
        messages.success(request, done % {"n": count})
        return redirect("forms:results", pk)
    chosen = sheets.people(found, request.GET.getlist("who"))
    return render(request, "forms_builder/results_delete.html", context_of(request, found, people=chosen))
