"""Inviting people to a private post, and coming in by such an invitation."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.pages.access import signed_in, verified
from adoption.pages import refusals
from adoption.pages.posts import visible
from adoption.permissions import require
from adoption.services import invitations
from petbuddy.errors import DomainError


class InviteForm(forms.Form):
    email = forms.EmailField(label=gettext_lazy("E-mail address of the person"), max_length=254)


@never_cache
@verified
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request, token):
    """The mailed link: one button, since mail scanners open links, too."""
    if request.method == "POST":
        return redirect(invitations.accept(token=token, by=request.user))
    return render(request, "adoption/invitations_accept.html")


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request, uid):
    """Who may see a private post; invite one more, or take an invitation back."""
    post = visible(uid, request.user)
    require(request.user, "adoption.manage_post", post)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and _done(request, post, form):
        return redirect("adoption:invite", uid=uid)
    rows = post.invitations.filter(revoked_at=None).select_related("user").order_by("-created_at")
    return render(request, "adoption/invitations_list.html", {"post": post, "form": form, "invitations": rows})


def _done(request, post, form):
    if number := request.POST.get("revoke", ""):
        row = get_object_or_404(post.invitations, pk=int(number) if number.isdecimal() and len(number) < 19 else 0)
        invitations.revoke(invitation=row, by=request.user)
        messages.success(request, _("The invitation was taken back."))
        return True
    if not form.is_valid():
        return False
    try:
        invitations.invite(post=post, by=request.user, email=form.cleaned_data["email"])
    except DomainError as error:
        refusals.into(form, error)
        return False
    messages.success(request, _("The invitation is on its way."))
    return True
