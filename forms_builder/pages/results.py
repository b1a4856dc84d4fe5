"""The answers to a form: a table with filters, what they add up to, one sheet at a time, some side by side."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.pages.access import next_of, signed_in
from forms_builder.pages.results_access import context_of, filter_of, filter_url, results_of
from forms_builder.pages.results_review import ReviewForm
from forms_builder.selectors import comparisons, sheets
from forms_builder.selectors.summaries import summary as summed
from forms_builder.services import looks, reviews


@signed_in
@require_GET
def results(request, pk):
    """Who answered what, or what it adds up to. Private answers only with the right to them."""
    found = results_of(request, pk)
    filter_form = filter_of(request, found)
    filters = filter_form.filters()
    context = context_of(request, found, filter=filter_form, filters=filters)
    if request.GET.get("view") == "summary":
        context |= {"summary": summed(found, filters), "found_count": len(found.keys(filters))}
        return render(request, "forms_builder/forms_summary.html", context)
    page = found.page(request.GET.get("page"), filters)
    shown = found.asks.chosen(filters.columns)
    return render(request, "forms_builder/forms_results.html", context | {"page": page, "columns": shown})


@signed_in
@require_GET
def one(request, pk, uid):
    """One answer sheet as it was asked, with what comes before and after it in the same filter."""
    found = results_of(request, pk)
    sheet = sheets.sheet(found, uid)
    looks.look(form=found.form, submissions=[sheet.submission], by=request.user)
    before, after, place, count = found.neighbors(sheet.submission, filter_of(request, found).filters())
    context = context_of(request, found, sheet=sheet, before=before, after=after, place=place, count=count)
    return render(request, "forms_builder/results_one.html", context | {"review": ReviewForm.of(sheet.review)})


@signed_in
@require_POST
def review(request, pk, uid):
    """Keep one's private score and note."""
    found = results_of(request, pk, right="review_results")
    sheet = sheets.sheet(found, uid)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        context = context_of(request, found, sheet=sheet, review=form)
        return render(request, "forms_builder/results_one.html", context, status=400)
    reviews.write(submission=sheet.submission, by=request.user, **form.cleaned_data)
    messages.success(request, _("Saved. Only you can read your notes."))
    return redirect(next_of(request) or reverse("forms:results-one", args=[pk, uid]))


@signed_in
@require_GET
def compare(request, pk):
    """Two to four side by side, question by question."""
    found = results_of(request, pk)
    compared = comparisons.comparison(found, request.GET.getlist("who"))
    if compared is None:
        messages.error(request, _("Choose two to four people to put side by side."))
        return redirect(filter_url(request, pk))
    looks.look(form=found.form, submissions=[row.submission for row in compared.people], by=request.user)
    context = context_of(request, found, compared=compared, only=request.GET.get("only") == "differences")
    context["reviews"] = [
        (row, ReviewForm.of(row.review, auto_id=f"p{number}-%s")) for number, row in enumerate(compared.people)
    ]
    return render(request, "forms_builder/results_compare.html", context)
