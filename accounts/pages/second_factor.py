"""Setting up the authenticator app, and showing its code."""

from base64 import b32encode

from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import qr
from accounts.pages import half_in
from accounts.pages.access import landing, next_of, to_sign_in
from accounts.pages.doors import come_in
from accounts.pages.forms import FactorForm
from accounts.pages.refusals import refused
from accounts.pages.settings_forms import PresentPasswordForm
from accounts.services import logins, second_factor
from petbuddy.errors import DomainError

START, CONFIRM, ASK, DONE = (f"accounts/second_factor_{name}.html" for name in ("start", "confirm", "ask", "done"))


@sensitive_post_parameters("current_password", "code")
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor_page(request):
    """Show the code, also as the other half of signing in; or set the app up first, once a button is pressed."""
    if not request.user.is_authenticated:
        return _second_step(request)
    if second_factor.device_of(request.user):
        return _ask(request)
    if request.method == "POST":
        return _begin(request) if "begin" in request.POST else _confirm(request)
    return _page(request, START, PresentPasswordForm())


def _second_step(request):
    user, next_path = half_in.of(request)
    if user is None:
        return to_sign_in(request)
    form = FactorForm(request.POST or None)
    if not form.is_valid():
        return _page(request, ASK, form, status=400 if form.is_bound else 200, name=user.name)
    try:
        pair = logins.second_step(user=user, code=form.cleaned_data["code"])
    except DomainError as error:
        return refused(form, error, lambda status: _page(request, ASK, form, status=status, name=user.name))
    response = come_in(request, pair, next_path)
    half_in.forget(response)
    return response


def _ask(request):
    form = FactorForm(request.POST or None)
    if not form.is_valid():
        return _page(request, ASK, form, status=400 if form.is_bound else 200)
    try:
        second_factor.show(user=request.user, session=request.session_row, code=form.cleaned_data["code"])
    except DomainError as error:
        return refused(form, error, lambda status: _page(request, ASK, form, status=status))
    return landing(next_of(request))


def _begin(request):
    form = PresentPasswordForm(request.POST)
    if not form.is_valid():
        return _page(request, START, form, status=400)
    try:
        device = second_factor.begin(user=request.user, password=form.cleaned_data["current_password"])
    except DomainError as error:
        return refused(form, error, lambda status: _page(request, START, form, status=status))
    return _page(request, CONFIRM, FactorForm(), device=device)


def _confirm(request):
    form, device = FactorForm(request.POST), second_factor.device_of(request.user, confirmed=False)
    if device is None:
        return _page(request, START, PresentPasswordForm())
    if not form.is_valid():
        return _page(request, CONFIRM, form, status=400, device=device)
    try:
        codes = second_factor.confirm(user=request.user, session=request.session_row, code=form.cleaned_data["code"])
    except DomainError as error:
        return refused(form, error, lambda status: _page(request, CONFIRM, form, status=status, device=device))
    return render(request, DONE, codes_context(request, codes))


def codes_context(request, codes):
    """What the page of recovery codes shows, this once."""
    return {"codes": codes, "as_file": "\r\n".join(["PetBuddy", *codes, ""]), "next": next_of(request)}


def _page(request, template, form, *, status=200, device=None, **more):
    context = {"form": form, "next": next_of(request), **more}
    if device is not None:
        key = b32encode(device.bin_key).decode()
        context["key"] = " ".join(key[start : start + 4] for start in range(0, len(key), 4))
        context["picture"] = qr.as_image(device.config_url)
    return render(request, template, context, status=status)
