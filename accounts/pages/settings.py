"""My settings: details, language and colors, password, devices."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts.context import origin
from accounts.pages.access import signed_in
from accounts.pages.doors import keep_choices, welcome
from accounts.pages.forms import ChangePasswordForm, SettingsForm
from accounts.selectors.devices import devices
from accounts.selectors.profiles import profile_of
from accounts.services import passwords, profiles, sessions
from petbuddy.errors import DomainError
from petbuddy.problems import status_of


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request):
    """See and change one's own details."""
    if request.method != "POST":
        return _page(request)
    form = SettingsForm(request.POST)
    if not form.is_valid():
        return _page(request, form=form, status=400)
    try:
        profile = profiles.update(user=request.user, by=request.user, changes=form.changes())
    except DomainError as error:
        form.refuse(error)
        return _page(request, form=form, status=status_of(error))
    with translation.override(request.user.language):
        messages.success(request, _("Saved."))
    response = HttpResponseRedirect(reverse("accounts:settings"))
    keep_choices(response, request.user, profile)
    return response


@sensitive_post_parameters("current_password", "new_password")
@signed_in
@require_POST
def change_password(request):
    """Set a new password; every other device is signed out."""
    form = ChangePasswordForm(request.POST)
    if not form.is_valid():
        return _page(request, password_form=form, status=400)
    try:
        pair = passwords.change(
            user=request.user,
            current=form.cleaned_data["current_password"],
            new=form.cleaned_data["new_password"],
            device=origin().device,
        )
    except DomainError as error:
        form.refuse(error)
        return _page(request, password_form=form, status=status_of(error))
    messages.success(request, _("Your password is changed. Every other device was signed out."))
    return welcome(request, HttpResponseRedirect(reverse("accounts:settings")), pair)


@signed_in
@require_POST
def end_device(request, uid):
    """Sign one device out."""
    sessions.end_one(user=request.user, uid=uid, by=request.user)
    messages.success(request, _("This device is signed out."))
    return HttpResponseRedirect(f"{reverse('accounts:settings')}#devices")


@signed_in
@require_POST
def end_devices(request):
    """Sign every other device out."""
    sessions.end_all(user=request.user, by=request.user, reason="logout_all", keep=request.session_row)
    messages.success(request, _("Every other device is signed out."))
    return HttpResponseRedirect(f"{reverse('accounts:settings')}#devices")


def _page(request, *, form=None, password_form=None, status=200):
    user = request.user
    initial = SettingsForm.initial_of(user, profile_of(user))
    context = {
        "form": form or SettingsForm(initial=initial),
        "password_form": password_form or ChangePasswordForm(),
        "devices": devices(user, current=request.session_row),
        "failed": form or password_form,
    }
    return render(request, "accounts/settings_edit.html", context, status=status)
