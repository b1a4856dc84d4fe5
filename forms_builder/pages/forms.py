"""My forms: list, start, edit, look at as an applicant sees it."""

from csp.constants import SELF
from csp.decorators import csp_replace
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.pages.access import signed_in, verified
from forms_builder import builder, templates_registry, uses_registry
from forms_builder.definition import languages
from forms_builder.pages.starting import StartForm
from forms_builder.permissions import forms_visible_to, may_read_whole
from forms_builder.selectors.forms import shelf_of
from forms_builder.selectors.shares import offers_to
from forms_builder.selectors.templates import templates_of
from forms_builder.selectors.versions import version_of
from forms_builder.services import forms
from petbuddy.errors import Forbidden, Missing


def form_or_404(request, pk):
    """The form, for whoever may know of it."""
    return get_object_or_404(forms_visible_to(request.user).select_related("live_version", "owner"), pk=pk)


def editable_or_403(request, pk):
    """The form, for whoever may edit it."""
    form = form_or_404(request, pk)
    if not request.user.has_perm("forms_builder.edit_form", form):
        raise Forbidden(_("You may look at this form, but not edit it."))
    return form


def whole_or_403(request, pk):
    """The form, for whoever works on the questions or publishes them."""
    form = form_or_404(request, pk)
    if not may_read_whole(request.user, form):
        raise Forbidden(_("You may look at this form, but not edit it."))
    return form


def way_back(form, user):
    """(where somebody came from who looked at a part of the form, its words): the first page that is open to her."""
    if user.has_perm("forms_builder.edit_form", form):
        return reverse("forms:edit", args=[form.pk]), _("Back to the editor")
    if user.has_perm("forms_builder.publish_form", form):
        return reverse("forms:publish", args=[form.pk]), _("Back to publishing")
    return reverse("forms:index"), _("Back to my forms")


@signed_in
@require_GET
def index(request):
    rows, own = shelf_of(request.user), templates_of(request.user)
    context = {
        "own": [row for row in rows if row.is_own],
        "shared": [row for row in rows if not row.is_own],
        "offers": offers_to(request.user),
        "start": StartForm(initial={"language": get_language()}),
        "templates": templates_registry.all_templates(),
        "own_templates": own,
    }
    return render(request, "forms_builder/forms_index.html", context)


@verified
@require_POST
def start(request):
    """A new form, from one of the site's templates, an own one, or blank; the editor opens."""
    wanted = StartForm(request.POST, own=[row.template.slug for row in templates_of(request.user)])
    if not wanted.is_valid():
        messages.error(request, _("Choose a template, or an empty form."))
        return redirect("forms:index")
    return redirect("forms:edit", forms.start(owner=request.user, **wanted.cleaned_data).pk)


@verified
@require_POST
def copy(request, pk):
    made = forms.copy(form=form_or_404(request, pk), owner=request.user)
    messages.success(request, _("Copied. This one is yours to change."))
    return redirect("forms:edit", made.pk)


@signed_in
@require_http_methods(["GET", "POST"])
def close(request, pk):
    """Asks first, and names what would take no more applications."""
    form = form_or_404(request, pk)
    if not request.user.has_perm("forms_builder.publish_form", form):
        raise Forbidden(_("You may look at this form, but not do this with it."))
    if request.method != "POST":
        context = {"form": form, "uses": uses_registry.uses_of(form, request.user)}
        return render(request, "forms_builder/forms_close.html", context)
    forms.close(form=form, by=request.user)
    messages.success(request, _("The form takes no more answers. What was begun is kept."))
    return redirect("forms:index")


@signed_in
@require_POST
def reopen(request, pk):
    forms.reopen(form=form_or_404(request, pk), by=request.user)
    messages.success(request, _("The form takes answers again."))
    return redirect("forms:index")


@ensure_csrf_cookie  # the scripts send edits, also for whoever may not publish and so has no form on the page
@signed_in
@require_GET
def edit(request, pk):
    """The editor. Opening it changes nothing; without scripts it reads the form out and can still publish."""
    form = editable_or_403(request, pk)
    return render(request, "forms_builder/forms_edit.html", builder.context(form, by=request.user))


@csp_replace({"frame-ancestors": [SELF]})  # the editor shows it in a frame; nobody else's page may
@xframe_options_sameorigin
@signed_in
@require_GET
def preview(request, pk):
    """The draft as an applicant will see it, drawn by the templates of the real form; nothing can be sent."""
    form = form_or_404(request, pk)
    version = shown_version(form, request.GET.get("version", ""))
    shown = version.definition if version else form.draft
    known = languages(shown)
    language = request.GET.get("language", "")
    language = language if language in known else builder.preferred(known, get_language())
    page = request.GET.get("page", "")
    drawn = builder.preview(form, language, page, definition=shown, version=version and version.number)
    drawn |= {"back": way_back(form, request.user), "reads_whole": may_read_whole(request.user, form)}
    return render(request, "forms_builder/forms_preview.html", drawn)


def shown_version(form, number):
    """The version that the address asks for; None for the draft."""
    if not number:
        return None
    found = version_of(form, int(number)) if number.isascii() and number.isdigit() and len(number) < 7 else None
    if found is None:
        raise Missing
    return found
