"""Another mail address: asked for with the password, confirmed by code or link, taken back from the old one."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts.context import origin
from accounts.pages.access import signed_in
from accounts.pages.doors import left
from accounts.pages.ended_links import leads_on
from accounts.pages.forms import CodeForm
from accounts.pages.refusals import refused
from accounts.pages.settings_forms import ChangeEmailForm
from accounts.services import email_changes, limits, one_time
from petbuddy.addresses import limit_key
from petbuddy.errors import DomainError

Purpose = one_time.Purpose


@sensitive_post_parameters("current_password")
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def change(request):
    """Name the new address; or, once a code is on its way, type it."""
    form = ChangeEmailForm(request.POST or None)
    if not form.is_valid():
        return _page(request, form=form, status=400 if form.is_bound else 200)
    try:
        limits.take(bucket="mail_address", key=limit_key(origin().address))
        given = form.cleaned_data
        email_changes.request(user=request.user, email=given["email"], password=given["current_password"])
    except DomainError as error:
        return refused(form, error, lambda status: _page(request, form=form, status=status))
    return HttpResponseRedirect(reverse("accounts:email"))


@signed_in
@require_POST
def type_code(request):
    """The code of the mail to the new address."""
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _page(request, code_form=form, status=400)
    try:
        limits.take(bucket="code_address", key=limit_key(origin().address))
        token = one_time.read_code(token=_waiting(request.user), code=form.cleaned_data["code"])
        user = email_changes.confirm(token=token, keep=request.session_row)
    except DomainError as error:
        return refused(form, error, lambda status: _page(request, code_form=form, status=status))
    messages.success(request, _("From now on you sign in with %(email)s.") % {"email": user.email})
    return HttpResponseRedirect(reverse("accounts:security"))


@signed_in
@require_POST
def cancel(request):
    """Stay with the present address."""
    email_changes.cancel(user=request.user)
    messages.success(request, _("Your address stays as it is."))
    return HttpResponseRedirect(reverse("accounts:security"))


@leads_on(
    "accounts:email",
    gettext_lazy("It works once, for one hour, and only the newest does. Your address is as it was."),
    gettext_lazy("Change the e-mail"),
)
@require_http_methods(["GET", "HEAD", "POST"])
def link(request, token):
    """The link in the mail to the new address: a page with one button."""
    found = one_time.read_link(purpose=Purpose.EMAIL_CHANGE, secret=token)
    if request.method != "POST":
        return render(request, "accounts/email_link.html", {"old": found.user.email, "new": found.email})
    is_own = request.user == found.user
    user = email_changes.confirm(token=found, keep=request.session_row if is_own else None)
    messages.success(request, _("From now on you sign in with %(email)s.") % {"email": user.email})
    return HttpResponseRedirect(reverse("accounts:security" if is_own else "accounts:login"))


@leads_on(
    "accounts:password-reset",
    gettext_lazy("A change can be taken back for a week. If you still have the address, set a new password."),
    gettext_lazy("Set a new password"),
)
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request, token):
    """The link in the mail to the old address: a page with one button that takes the change back."""
    found = one_time.read_link(purpose=Purpose.EMAIL_UNDO, secret=token)
    if request.method != "POST":
        return render(request, "accounts/email_undo.html", {"old": found.email, "new": found.user.email})
    user = email_changes.undo(token=found)
    response = render(request, "accounts/email_undone.html", {"email": user.email})
    return left(request, response) if request.user == user else response


def _waiting(user):
    return one_time.latest(user=user, purpose=Purpose.EMAIL_CHANGE)


def _page(request, *, form=None, code_form=None, status=200):
    waiting = _waiting(request.user)
    is_waiting = waiting is not None and one_time.holds(waiting)
    context = {
        "form": form or ChangeEmailForm(),
        "code_form": code_form or CodeForm(),
        "waiting": waiting if is_waiting else None,
        "failed": form if form is not None and form.is_bound else code_form,
    }
    return render(request, "accounts/settings_email.html", context, status=status)
