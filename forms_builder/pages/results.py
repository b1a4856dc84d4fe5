"""The answers to a form: a table with a filter, and what they add up to."""

from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.pages.access import signed_in
from forms_builder.pages.forms import form_or_404
from forms_builder.selectors.results import Results
from petbuddy.errors import Forbidden

LONGEST_SEARCH = 200


@signed_in
@require_GET
def results(request, pk):
    """Who answered what. Answers marked private only with the right to them; files ask for it once more."""
    form = form_or_404(request, pk)
    if not request.user.has_perm("forms_builder.view_results", form):
        raise Forbidden(_("You may look at this form, but not at its answers."))
    private = request.user.has_perm("forms_builder.view_private_answers", form)
    found = Results(form, language=get_language(), may_see_private=private)
    question, words = request.GET.get("question", ""), request.GET.get("q", "")[:LONGEST_SEARCH]
    context = {"form": form, "results": found, "question": question, "words": words, "may_see_private": private}
    if request.GET.get("view") == "summary":
        return render(request, "forms_builder/forms_summary.html", context | {"summary": found.summary()})
    page = found.page(request.GET.get("page"), question=question, words=words)
    return render(request, "forms_builder/forms_results.html", context | {"page": page})
