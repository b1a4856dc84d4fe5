"""Inviting people to a private post, and coming in by such an invitation."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.pages.access import signed_in, verified
from adoption.pages import refusals
from adoption.pages.posts import visible
from adoption.permissions import require
from adoption.selectors.invitations import invitations_of, links_of
from adoption.services import invitation_links, invitations
from petbuddy.errors import DomainError, Invalid


class InviteForm(forms.Form):
    email = forms.EmailField(label=gettext_lazy("E-mail address of the person"), max_length=254)


DAYS = [(1, gettext_lazy("1 day")), (7, gettext_lazy("7 days")), (30, gettext_lazy("30 days"))]
USES = [
    (1, gettext_lazy("1 person")),
    (5, gettext_lazy("5 people")),
    (10, gettext_lazy("10 people")),
    (30, gettext_lazy("30 people")),
]


class LinkForm(forms.Form):
    """For how long, and for how many."""

    days = forms.TypedChoiceField(label=gettext_lazy("Works for"), choices=DAYS, coerce=int, initial=7)
    uses = forms.TypedChoiceField(label=gettext_lazy("Lets in"), choices=USES, coerce=int, initial=5)


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
    """Who may see a private post; invite one more by mail, or take an invitation back."""
    post = _own(request, uid)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and _done(request, post, form):
        return redirect("adoption:invite", uid=uid)
    context = {"post": post, "form": form, "link_form": LinkForm(), "invitations": invitations_of(post)}
    return render(request, "adoption/invitations_list.html", context | {"links": links_of(post)})


@signed_in
@require_POST
@refusals.said_on(lambda request, uid: reverse("adoption:invite", args=[uid]))
def make_link(request, uid):
    """A link to pass on oneself."""
    post, wanted = _own(request, uid), LinkForm(request.POST)
    if not wanted.is_valid():
        raise Invalid(_("Choose how long the link works, and for how many people."))
    invitation_links.make(post=post, by=request.user, **wanted.cleaned_data)
    messages.success(request, _("The link is ready. Copy it and pass it on."))
    return redirect("adoption:invite", uid=uid)


@signed_in
@require_POST
def end_link(request, uid, number):
    post = _own(request, uid)
    invitation_links.revoke(link=get_object_or_404(post.invitation_links, pk=number), by=request.user)
    messages.success(request, _("The link lets nobody in any more. Who has come in stays."))
    return redirect("adoption:invite", uid=uid)


def _own(request, uid):
    post = visible(uid, request.user)
    require(request.user, "adoption.manage_post", post)
    return post


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
