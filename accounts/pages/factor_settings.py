"""Looking after the second step: its recovery codes, and switching it off."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.pages.access import signed_in
from accounts.pages.refusals import refused
from accounts.pages.second_factor import DONE, codes_context
from accounts.pages.settings_forms import FactorOffForm, PresentPasswordForm
from accounts.services import second_factor
from petbuddy.errors import DomainError


@sensitive_post_parameters("current_password")
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def renew_codes(request):
    """A new set of recovery codes for the password; shown this once."""
    form = PresentPasswordForm(request.POST or None)
    if not form.is_valid():
        return _page(request, "codes", form, 400 if form.is_bound else 200)
    try:
        codes = second_factor.renew_codes(user=request.user, password=form.cleaned_data["current_password"])
    except DomainError as error:
        return refused(form, error, lambda status: _page(request, "codes", form, status))
    return render(request, DONE, codes_context(request, codes))


@sensitive_post_parameters("current_password", "code")
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def switch_off(request):
    """The second step ends, for password and code together."""
    form = FactorOffForm(request.POST or None)
    if not form.is_valid():
        return _page(request, "off", form, 400 if form.is_bound else 200)
    given = form.cleaned_data
    try:
        second_factor.switch_off(user=request.user, password=given["current_password"], code=given["code"])
    except DomainError as error:
        return refused(form, error, lambda status: _page(request, "off", form, status))
    messages.success(request, _("The second step is switched off. Your password alone signs you in."))
    return HttpResponseRedirect(reverse("accounts:security"))


def _page(request, name, form, status):
    context = {"form": form, "codes_left": second_factor.codes_left(request.user)}
    return render(request, f"accounts/second_factor_{name}.html", context, status=status)
