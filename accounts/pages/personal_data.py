"""My data: take it with me, delete the account, keep it after all."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.pages.access import signed_in
from accounts.pages.doors import left
from accounts.pages.refusals import refused
from accounts.pages.settings_forms import DeleteAccountForm
from accounts.selectors.personal_data import latest_export
from accounts.services import personal_data
from petbuddy.errors import DomainError


@signed_in
@require_safe
def overview(request):
    """What can be done with everything that we hold about her, and how far it is."""
    return render(request, "accounts/settings_data.html", {"export": latest_export(request.user)})


@signed_in
@require_POST
def ask_export(request):
    """Have the archive made."""
    personal_data.ask_export(user=request.user, by=request.user)
    messages.success(request, _("We put your data together and write to you when it is ready."))
    return _back()


@signed_in
@require_POST
def fetch_export(request, uid):
    """Use the one-use link: the archive is saved by the browser."""
    return HttpResponseRedirect(personal_data.fetch_export(user=request.user, uid=uid, by=request.user))


@sensitive_post_parameters("password")
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def delete_account(request):
    """Say what happens; with the password, begin the seven days and sign out."""
    form = DeleteAccountForm(request.POST or None)
    if not form.is_valid():
        return _delete_page(request, form, 400 if form.is_bound else 200)
    try:
        given = form.cleaned_data["password"]
        user = personal_data.ask_erasure(user=request.user, password=given, by=request.user)
    except DomainError as error:
        return refused(form, error, lambda status: _delete_page(request, form, status))
    day = date_format(localtime(user.erase_after), "DATE_FORMAT")
    sentence = _("Your account will be deleted on %(day)s. Sign in before that day and you can keep it.")
    messages.warning(request, sentence % {"day": day})
    return left(request, HttpResponseRedirect(f"{reverse('accounts:login')}?next={reverse('accounts:data')}"))


@signed_in
@require_POST
def keep_account(request):
    """She stays: everything is as it was."""
    personal_data.keep_account(user=request.user, by=request.user)
    messages.success(request, _("Your account stays, and your posts are back where they were."))
    return _back()


def _delete_page(request, form, status):
    return render(request, "accounts/settings_delete.html", {"form": form}, status=status)


def _back():
    return HttpResponseRedirect(reverse("accounts:data"))
