"""Setting up the authenticator app, and showing its code."""

from base64 import b32encode

from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.pages.access import landing, next_of, signed_in
from accounts.pages.forms import FactorForm
from accounts.services import second_factor
from petbuddy.errors import DomainError
from petbuddy.problems import status_of


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor_page(request):
    """Show the code; or set the app up first. Only a press on a button begins anything."""
    if second_factor.device_of(request.user):
        return _ask(request)
    if request.method == "POST":
        return _begin(request) if "begin" in request.POST else _confirm(request)
    return render(request, "accounts/second_factor_start.html", {"next": next_of(request)})


def _ask(request):
    form = FactorForm(request.POST or None)
    if form.is_valid():
        try:
            second_factor.show(user=request.user, session=request.session_row, code=form.cleaned_data["code"])
            return landing(next_of(request))
        except DomainError as error:
            return _refused(request, "accounts/second_factor_ask.html", form, error)
    return render(request, "accounts/second_factor_ask.html", {"form": form, "next": next_of(request)})


def _begin(request):
    device = second_factor.begin(user=request.user)
    return render(request, "accounts/second_factor_confirm.html", _context(request, FactorForm(), device))


def _confirm(request):
    form, device = FactorForm(request.POST), second_factor.device_of(request.user, confirmed=False)
    if device is None:
        return render(request, "accounts/second_factor_start.html", {"next": next_of(request)})
    if not form.is_valid():
        context = _context(request, form, device)
        return render(request, "accounts/second_factor_confirm.html", context, status=400)
    try:
        codes = second_factor.confirm(user=request.user, session=request.session_row, code=form.cleaned_data["code"])
    except DomainError as error:
        return _refused(request, "accounts/second_factor_confirm.html", form, error, device)
    return render(request, "accounts/second_factor_done.html", {"codes": codes, "next": next_of(request)})


def _refused(request, template, form, error, device=None):
    form.refuse(error)
    response = render(request, template, _context(request, form, device), status=status_of(error))
    if getattr(error, "retry_after", None):
        response["Retry-After"] = str(error.retry_after)
    return response


def _context(request, form, device):
    context = {"form": form, "next": next_of(request)}
    if device is not None:
        key = b32encode(device.bin_key).decode()
        context["key"] = " ".join(key[start : start + 4] for start in range(0, len(key), 4))
        context["address"] = device.config_url
    return context
