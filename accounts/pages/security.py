"""Signing in and staying safe: address, password, second step, devices."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.context import origin
from accounts.pages.access import signed_in
from accounts.pages.doors import left, welcome
from accounts.pages.refusals import refused
from accounts.pages.settings_forms import ChangePasswordForm
from accounts.selectors.devices import devices
from accounts.services import one_time, passwords, second_factor, sessions
from petbuddy.errors import DomainError


@signed_in
@require_safe
def overview(request):
    """How one signs in, and where one is signed in now."""
    user = request.user
    context = {
        "waiting": one_time.latest(user=user, purpose=one_time.Purpose.EMAIL_CHANGE),
        "has_factor": second_factor.device_of(user) is not None,
        "codes_left": second_factor.codes_left(user),
        "devices": devices(user, current=request.session_row),
    }
    return render(request, "accounts/settings_security.html", context)


@sensitive_post_parameters("current_password", "new_password")
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request):
    """Set a new password; every other device is signed out."""
    form = ChangePasswordForm(request.POST or None)
    if not form.is_valid():
        return _password_page(request, form, 400 if form.is_bound else 200)
    given = form.cleaned_data
    try:
        pair = passwords.change(
            user=request.user, current=given["current_password"], new=given["new_password"], device=origin().device
        )
    except DomainError as error:
        return refused(form, error, lambda status: _password_page(request, form, status))
    messages.success(request, _("Your password is changed. Every other device was signed out."))
    return welcome(request, _back(), pair)


@signed_in
@require_POST
def end_device(request, uid):
    """Sign one device out."""
    sessions.end_one(user=request.user, uid=uid, by=request.user)
    messages.success(request, _("This device is signed out."))
    return _back("#devices")


@signed_in
@require_POST
def end_devices(request):
    """Sign every other device out."""
    sessions.end_all(user=request.user, by=request.user, reason="logout_all", keep=request.session_row)
    messages.success(request, _("Every other device is signed out."))
    return _back("#devices")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def end_everywhere(request):
    """Sign every device out, this one too; asked once more before it is done."""
    if request.method != "POST":
        return render(request, "accounts/settings_everywhere.html", {"count": len(devices(request.user))})
    sessions.end_all(user=request.user, by=request.user, reason="logout_all")
    messages.success(request, _("You are signed out on every device."))
    return left(request, HttpResponseRedirect(reverse("accounts:login")))


def _password_page(request, form, status):
    return render(request, "accounts/settings_password.html", {"form": form}, status=status)


def _back(place=""):
    return HttpResponseRedirect(f"{reverse('accounts:security')}{place}")
