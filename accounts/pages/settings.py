"""My settings: the list of its pages, and language and colors."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.pages.access import signed_in
from accounts.pages.doors import keep_choices
from accounts.pages.settings_forms import DisplayForm
from accounts.sections import sections_for
from accounts.selectors.profiles import profile_of
from accounts.services import profiles
from petbuddy.errors import DomainError
from petbuddy.problems import status_of


@signed_in
@require_safe
def index(request):
    """Everything that can be set, each on a page of its own."""
    profile_of(request.user)
    return render(request, "accounts/settings_index.html", {"sections": sections_for(request.user)})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def display(request):
    """Language and colors; this device follows at once."""
    user, profile = request.user, profile_of(request.user)
    form = DisplayForm(request.POST or None, initial={"language": user.language, "theme": profile.theme})
    if not form.is_valid():
        return _display_page(request, form, 400 if form.is_bound else 200)
    try:
        profile = profiles.update(user=user, by=user, changes=form.cleaned_data)
    except DomainError as error:
        form.refuse(error)
        return _display_page(request, form, status_of(error))
    with translation.override(user.language):
        messages.success(request, _("Saved."))
    response = HttpResponseRedirect(reverse("accounts:display"))
    keep_choices(response, user, profile)
    return response


def _display_page(request, form, status):
    return render(request, "accounts/settings_display.html", {"form": form}, status=status)
