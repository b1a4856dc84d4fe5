"""My profile: what I am called, where I live, how I am reached, and my picture."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.pages.access import signed_in
from accounts.pages.settings_forms import AvatarForm, ProfileForm
from accounts.selectors import avatars as pictures_of_people
from accounts.selectors.profiles import profile_of
from accounts.services import avatars, profiles
from petbuddy import images, storage
from petbuddy.errors import DomainError
from petbuddy.problems import status_of


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request):
    """See and change one's own details."""
    user = request.user
    if request.method != "POST":
        return _page(request)
    form = ProfileForm(request.POST)
    if not form.is_valid():
        return _page(request, form=form, status=400)
    try:
        profiles.update(user=user, by=user, changes=form.changes())
    except DomainError as error:
        form.refuse(error)
        return _page(request, form=form, status=status_of(error))
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(reverse("accounts:profile"))


@signed_in
@require_POST
def upload_avatar(request):
    """Take a picture of oneself; it is shown once it has been made safe."""
    form = AvatarForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, avatar_form=form, status=400)
    try:
        avatars.put(user=request.user, file=form.cleaned_data["photo"])
    except DomainError as error:
        form.add_error("photo", str(error))
        return _page(request, avatar_form=form, status=status_of(error))
    messages.success(request, _("Your picture is on its way. It appears here in a moment."))
    return HttpResponseRedirect(reverse("accounts:profile"))


@signed_in
@require_POST
def remove_avatar(request):
    """Back to the first letter of the name."""
    avatars.remove(user=request.user)
    messages.success(request, _("Your picture is gone. Others see the first letter of your name."))
    return HttpResponseRedirect(reverse("accounts:profile"))


@signed_in
@require_safe
def avatar(request, uid):
    """Leads to a link that lives for a minute: fit for a picture in a page."""
    key = pictures_of_people.readable_key(uid, by=request.user)
    response = HttpResponseRedirect(storage.private_link(key))
    response["Cache-Control"] = "private, no-store"
    return response


def _page(request, *, form=None, avatar_form=None, status=200):
    user, profile = request.user, profile_of(request.user)
    waiting = pictures_of_people.waiting(user)
    context = {
        "form": form or ProfileForm(initial=ProfileForm.initial_of(user, profile)),
        "avatar_form": avatar_form or AvatarForm(),
        "waiting": waiting,
        "refusal": images.reason_sentence(waiting.reason) if waiting else "",
        "has_avatar": profile.has_avatar,
    }
    return render(request, "accounts/settings_profile.html", context, status=status)
