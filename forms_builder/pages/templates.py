"""My templates: keep a form or a page of it, name it, let it go."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.pages.access import signed_in, verified
from forms_builder.pages.forms import editable_or_403
from forms_builder.pages.sharing import tried
from forms_builder.selectors.templates import templates_of
from forms_builder.services import templates
from petbuddy.errors import Invalid

WHOLE = "whole"


class KeepForm(forms.Form):
    """What to keep of a form, and under which name."""

    title = forms.CharField(label=gettext_lazy("Name of the template"), max_length=templates.TITLE_LENGTH)
    page_id = forms.ChoiceField(label=gettext_lazy("What to keep"), widget=forms.RadioSelect)

    def __init__(self, *args, form, **kwargs):
        super().__init__(*args, **kwargs, initial={"title": form.title, "page_id": WHOLE})
        numbered = enumerate(form.draft["pages"], start=1)
        self.fields["page_id"].choices = [
            (WHOLE, _("The whole form")),
            *((page["id"], _named(number, page.get("title"))) for number, page in numbered if page["items"]),
        ]

    def clean_page_id(self):
        chosen = self.cleaned_data["page_id"]
        return "" if chosen == WHOLE else chosen


def _named(number, title):
    words = {"number": number, "title": title}
    return _("Page %(number)s: %(title)s") % words if title else _("Page %(number)s") % words


@signed_in
@require_GET
def index(request):
    return render(request, "forms_builder/templates_index.html", {"rows": templates_of(request.user)})


@verified
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request, pk):
    """Keep a form, or one page of it, to start others from."""
    form = editable_or_403(request, pk)
    wanted = KeepForm(request.POST or None, form=form)
    if wanted.is_valid() and tried(wanted, lambda: templates.keep(form=form, by=request.user, **wanted.cleaned_data)):
        messages.success(request, _("Kept as “%(title)s”.") % {"title": wanted.cleaned_data["title"]})
        return redirect("forms:templates")
    status = 400 if wanted.errors else 200
    return render(request, "forms_builder/templates_keep.html", {"form": form, "wanted": wanted}, status=status)


@signed_in
@require_POST
def rename(request, slug):
    own = templates.of(owner=request.user, slug=slug)
    try:
        templates.rename(template=own, by=request.user, title=request.POST.get("title", ""))
    except Invalid as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Saved."))
    return redirect("forms:templates")


@signed_in
@require_POST
def remove(request, slug):
    templates.remove(template=templates.of(owner=request.user, slug=slug), by=request.user)
    messages.success(request, _("Removed. Forms that were started from it stay as they are."))
    return redirect("forms:templates")
