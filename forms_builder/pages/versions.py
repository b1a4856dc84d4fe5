"""The history of a form: what each version changed, and going back to one."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.pages.access import signed_in
from forms_builder.pages.forms import editable_or_403, way_back, whole_or_403
from forms_builder.selectors import versions as selectors
from forms_builder.services import versions


@signed_in
@require_GET
def history(request, pk):
    form = whole_or_403(request, pk)
    context = {
        "form": form,
        "rows": selectors.history_of(form),
        "changes": selectors.changes_of_draft(form),
        "hands": selectors.hands_in(form),
        "may_edit": request.user.has_perm("forms_builder.edit_form", form),
        "back": way_back(form, request.user),
        "may_count": request.user.has_perm("forms_builder.view_results", form),
    }
    return render(request, "forms_builder/forms_history.html", context)


@signed_in
@require_POST
def restore(request, pk, number):
    """The version becomes the draft; what is live stays live until somebody publishes."""
    versions.restore(form=editable_or_403(request, pk), by=request.user, number=number)
    messages.success(request, _("Version %(number)s is the draft again. Undo takes it back.") % {"number": number})
    return redirect("forms:edit", pk)
