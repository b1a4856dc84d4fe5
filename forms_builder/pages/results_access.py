"""Who may open the pages of results, and what they all show."""

from django.urls import reverse
from django.utils.translation import get_language

from forms_builder.pages.forms import form_or_404
from forms_builder.pages.results_filter import FilterForm
from forms_builder.selectors.results import results_for


def results_of(request, pk, *, right="view_results"):
    """404 for whoever may not know of the form, 403 without the right."""
    return results_for(form_or_404(request, pk), by=request.user, language=get_language(), right=right)


def context_of(request, found, **more):
    return {"form": found.form, "results": found, "reader": found.reader, "query": query_of(request), **more}


def query_of(request):
    """The filter as it stands in the address, without what a single page adds."""
    kept = request.GET.copy()
    for name in ("who", "only", "format", "view", "part", "csrfmiddlewaretoken"):
        kept.pop(name, None)
    return kept.urlencode()


def filter_url(request, pk):
    """Back to the table, with the same filter."""
    query = query_of(request)
    return reverse("forms:results", args=[pk]) + (f"?{query}" if query else "")


def filter_of(request, found):
    return FilterForm(request.GET, asks=found.asks, reader=found.reader)
