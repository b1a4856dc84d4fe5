"""Confirming an address: with the code, or with the mailed link. A GET never changes anything: scanners open links."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts import registrations
from accounts.context import origin
from accounts.pages import pending
from accounts.pages.access import landing, next_of
from accounts.pages.doors import welcome
from accounts.pages.ended_links import leads_on
from accounts.pages.forms import ButtonForm, CodeForm, OwnPasswordForm
from accounts.selectors.users import by_email, pending_verification
from accounts.services import limits, one_time, sessions, users
from petbuddy.addresses import limit_key
from petbuddy.errors import DomainError
from petbuddy.problems import status_of


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request):
    """Type the code."""
    waiting = _waiting(request)
    if waiting is None:
        return _nothing_waits(request)
    form = CodeForm(request.POST or None)
    if not form.is_valid():
        return _page(request, waiting, form, 400 if form.is_bound else 200)
    try:
        limits.take(bucket="code_address", key=limit_key(origin().address))
        token = one_time.read_code(token=_token_of(request, waiting), code=form.cleaned_data["code"])
        return _verified(request, users.verify_email(token=token), waiting.next or next_of(request))
    except DomainError as error:
        form.refuse(error)
        return _page(request, waiting, form, status_of(error))


@require_POST
def send_again(request):
    """A new code to the same address."""
    waiting = _waiting(request)
    if waiting is None:
        return _nothing_waits(request)
    if request.user.is_authenticated or _token_of(request, waiting):
        users.send_verification_again(email=waiting.email)
    else:
        limits.take(bucket="mail_to", key=waiting.email)  # counted as for any other: the answer is the same
    messages.success(request, _("A new code is on its way. The old one no longer works."))
    return HttpResponseRedirect(reverse("accounts:verify"))


@sensitive_post_parameters("password")
@leads_on(
    "accounts:login",
    gettext_lazy("Confirmed already? Then sign in. If not, sign in too: a new code is one tap away."),
    gettext_lazy("Sign in"),
)
@require_http_methods(["GET", "HEAD", "POST"])
def verify_link(request, token):
    """The mailed link: a page with one button; in a browser that did not register, the password too."""
    found = one_time.read_link(purpose=one_time.Purpose.VERIFY_EMAIL, secret=token)
    waiting = pending.of(request)
    is_known = request.user == found.user or bool(waiting and waiting.state == found.state_hash)
    kind = ButtonForm if is_known else OwnPasswordForm
    form = kind(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _link_page(request, found, form, 400 if form.is_bound else 200)
    try:
        confirm = users.verify_email if is_known else users.verify_elsewhere
        user = confirm(token=found, **form.cleaned_data)
        return _verified(request, user, waiting.next if waiting and is_known else "")
    except DomainError as error:
        form.refuse(error)
        return _link_page(request, found, form, status_of(error))


def _waiting(request):
    """Whose address waits in this browser: the one just registered, or that of the signed-in person."""
    if request.user.is_authenticated:
        if request.user.is_verified:
            return None
        return registrations.Pending(request.user.email, "", next_of(request))
    return pending.of(request)


def _token_of(request, waiting):
    if request.user.is_authenticated:
        return pending_verification(request.user)
    user = by_email(waiting.email)
    return user and pending_verification(user, waiting.state)


def _verified(request, user, next_path):
    messages.success(request, _("Welcome, %(name)s. Your address is confirmed.") % {"name": user.name})
    response = landing(next_path)
    pending.forget(response)
    if request.user == user:
        return response
    if request.user.is_authenticated:
        sessions.end(session=request.session_row, by=request.user, reason="replaced")
    return welcome(request, response, sessions.start(user=user, device=origin().device))


def _nothing_waits(request):
    if request.user.is_authenticated:
        return landing(next_of(request))
    return HttpResponseRedirect(reverse("accounts:login"))


def _link_page(request, found, form, status):
    context = {"form": form, "email": found.user.email}
    return render(request, "accounts/verification_link.html", context, status=status)


def _page(request, waiting, form, status):
    context = {"form": form, "email": waiting.email, "next": waiting.next}
    return render(request, "accounts/verification_code.html", context, status=status)
