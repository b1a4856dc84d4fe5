"""Publishing on a page: what would go out and what stands against it, for whoever may publish, may she edit or not."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.pages.access import signed_in
from forms_builder import builder
from forms_builder.pages.forms import form_or_404, way_back
from forms_builder.selectors import testing
from forms_builder.selectors.versions import changes_of_draft, hands_in, newest_number
from forms_builder.services import versions
from petbuddy.errors import Conflict, Forbidden


class PublishForm(forms.Form):
    """`base_rev`: the draft as it was read here; the editor's own button sends none."""

    base_rev = forms.IntegerField(required=False, min_value=1)
    ask_everybody = forms.BooleanField(required=False)

    @property
    def given(self):
        """What the service takes."""
        data = self.cleaned_data
        grace = 0 if data["ask_everybody"] else versions.GRACE_DAYS
        return {"base_rev": data.get("base_rev"), "grace_days": grace}


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request, pk):
    """A reading page of the draft with one button; the editor's button leads here without scripts."""
    form, asked = form_or_404(request, pk), PublishForm(request.POST)
    if not request.user.has_perm("forms_builder.publish_form", form):
        raise Forbidden(_("You may look at this form, but not publish it."))
    if request.method != "POST":
        return render(request, "forms_builder/forms_publish.html", _context(form, request.user))
    asked.is_valid()
    return _published(request, form, asked.given)


def _published(request, form, given):
    try:
        version = versions.publish(form=form, by=request.user, **given)
    except (versions.NotPublishable, Conflict) as refusal:
        return _refused(request, form, refusal)
    messages.success(request, _("Version %(number)s is live.") % {"number": version.number})
    return redirect(way_back(form, request.user)[0])


def _refused(request, form, refusal):
    """The problems stand where she can do something about them: in the editor, if it is open to her."""
    form.refresh_from_db()
    if request.user.has_perm("forms_builder.edit_form", form):
        context = builder.context(form, by=request.user)
        context |= {"refusal": refusal, "problems": refusal.extra.get("problems", [])}
        return render(request, "forms_builder/forms_edit.html", context, status=400)
    context = _context(form, request.user) | {"refusal": refusal}
    return render(request, "forms_builder/forms_publish.html", context, status=400)


def _context(form, user):
    return {
        "form": form,
        "may_edit": user.has_perm("forms_builder.edit_form", form),
        "next_number": newest_number(form) + 1,
        "report": testing.report_of(form),
        "problems": testing.problems_of(form),
        "changes": changes_of_draft(form),
        "hands": hands_in(form),
        "grace_days": versions.GRACE_DAYS,
    }
