"""Facts about home and experience: told once, offered in every form that asks them, sent by none of them."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.pages.access import signed_in
from accounts.selectors.profiles import profile_of
from accounts.services import profiles
from adoption import facts
from adoption.page_words import apply_words
from forms_builder import definition as definitions
from forms_builder import evaluation, parsing, rendering


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request):
    """The questions as real fields; rows are added and taken away by buttons of the same form."""
    if request.method != "POST":
        return _page(request, facts.by_question(profile_of(request.user).facts))
    if "clear" in request.POST:
        return _keep(request, {})
    asked = list(definitions.questions(facts.document()))
    given = parsing.read_page(asked, request.POST)
    answers = {key: answer for key, answer in given.items() if answer is not None}
    if "add" in request.POST or "drop" in request.POST:
        return _page(request, answers, more_rows=[request.POST.get("add", "")])
    found = facts.evaluated(answers)
    if found.errors:
        return _page(request, answers, found=found, status=400)
    return _keep(request, facts.by_bank(found.answers))


def _keep(request, told):
    profiles.update(user=request.user, by=request.user, changes={"facts": told})
    messages.success(request, _("Saved."))
    return redirect("adoption:home-facts")


def _page(request, answers, *, found=None, more_rows=(), status=200):
    document = facts.document()
    pages = rendering.form_pages(
        document,
        answers,
        language=get_language(),
        evaluated=found or facts.evaluated(answers),
        faulty=[page["id"] for page in document["pages"]] if found else (),
        more_rows=more_rows,
    )
    errors = [(f"#{key}", evaluation.describe(faults[0])) for key, faults in found.errors.items()] if found else ()
    context = {"pages": pages, "errors": errors, "words": apply_words()}
    return render(request, "adoption/home_facts.html", context, status=status)
