"""The robot's report as a page of its own: works without scripts."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.pages.access import signed_in
from forms_builder.pages.forms import way_back, whole_or_403
from forms_builder.selectors import testing


@signed_in
@require_GET
def test(request, pk):
    form = whole_or_403(request, pk)
    context = {
        "form": form,
        "report": testing.report_of(form),
        "problems": testing.problems_of(form),
        "may_edit": request.user.has_perm("forms_builder.edit_form", form),
        "back": way_back(form, request.user),
    }
    return render(request, "forms_builder/forms_test.html", context)
