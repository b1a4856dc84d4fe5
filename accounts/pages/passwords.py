"""Getting back in without the password."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.context import origin
from accounts.pages.ended_links import leads_on
from accounts.pages.forms import NewPasswordForm, ResetForm
from accounts.services import factor_devices, limits, one_time, passwords
from petbuddy.addresses import limit_key
from petbuddy.errors import DomainError
from petbuddy.problems import status_of


@require_http_methods(["GET", "HEAD", "POST"])
def reset(request):
    """Have a link mailed. The answer is the same for an address that we do not know."""
    form = ResetForm(request.POST or None)
    if not form.is_valid():
        return render(request, "accounts/passwords_reset.html", {"form": form}, status=400 if form.is_bound else 200)
    try:
        limits.take(bucket="mail_address", key=limit_key(origin().address))
        passwords.request_reset(email=form.cleaned_data["email"])
    except DomainError as error:
        form.refuse(error)
        return render(request, "accounts/passwords_reset.html", {"form": form}, status=status_of(error))
    return render(request, "accounts/passwords_sent.html", {"email": form.cleaned_data["email"]})


@sensitive_post_parameters("password")
@leads_on(
    "accounts:password-reset",
    gettext_lazy("A link works once, for one hour. You can have a new one sent."),
    gettext_lazy("Send a new link"),
)
@require_http_methods(["GET", "HEAD", "POST"])
def reset_link(request, token):
    """The mailed link: choose a new password. Opening it uses nothing up."""
    found = one_time.read_link(purpose=one_time.Purpose.PASSWORD_RESET, secret=token)
    app = factor_devices.young_app_of(found.user)
    form = NewPasswordForm(request.POST or None, has_young_app=app is not None)
    context = {"form": form, "email": found.user.email, "young_app": app}
    if not form.is_valid():
        return render(request, "accounts/passwords_new.html", context, status=400 if form.is_bound else 200)
    try:
        passwords.reset(secret=token, **form.cleaned_data)
    except DomainError as error:
        form.refuse(error)
        return render(request, "accounts/passwords_new.html", context, status=status_of(error))
    messages.success(request, _("Your password is changed. Sign in with the new one."))
    return HttpResponseRedirect(reverse("accounts:login"))
