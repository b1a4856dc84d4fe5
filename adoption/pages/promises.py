"""The promise of a pet from the giver's side: the agreement, the hand-over, undoing it, and a pet that comes back."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.pages.access import signed_in
from adoption.pages import refusals
from adoption.pages.board import own_post
from adoption.pages.board_forms import SignForm
from adoption.selectors import board
from adoption.services import adoptions, agreements, reservations


def reservation_page(request, uid):
    return reverse("adoption:reservation", args=[uid])


@never_cache
@signed_in
@require_GET
def reservation(request, uid):
    post = own_post(request, uid)
    promise = board.promise_of(post)
    if promise is None:
        return redirect("adoption:board", uid)
    return _page(request, post, promise, SignForm(initial={"name": ""}))


@signed_in
@require_POST
def sign(request, uid):
    post = own_post(request, uid)
    promise, form = board.promise_of(post), SignForm(request.POST)
    if promise is None:
        return redirect("adoption:board", uid)
    if form.is_valid() and refusals.tried(form, lambda: _sign(request, promise, form)):
        messages.success(request, _("Signed. You both find the agreement here."))
        return redirect("adoption:reservation", uid)
    return _page(request, post, promise, form)


@signed_in
@require_POST
@refusals.said_on(reservation_page)
def undo(request, uid):
    """Take the promise back; the board then offers the next alternate."""
    post = own_post(request, uid)
    reservations.undo(post=post, by=request.user)
    messages.success(request, _("The reservation is undone. %(pet)s takes applications again.") % {"pet": post.name})
    return redirect("adoption:board", uid)


@signed_in
@require_POST
@refusals.said_on(reservation_page)
def complete(request, uid):
    """The pet has moved in."""
    post = own_post(request, uid)
    reservations.complete(post=post, by=request.user)
    told = _("%(pet)s is home. Everybody else has been told, kindly; news comes after a week.")
    messages.success(request, told % {"pet": post.name})
    return redirect("adoption:board", uid)


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
def take_back(request, uid):
    """The animal comes back to the giver."""
    post = own_post(request, uid)
    adoption, _follow_ups = board.after_adoption(post)
    if adoption is None:
        return redirect("adoption:board", uid)
    if request.method == "POST" and _taken_back(request, post, adoption):
        return redirect("adoption:board", uid)
    return render(request, "adoption/board_return.html", {"post": post, "adoption": adoption})


def _taken_back(request, post, adoption):
    adoptions.take_back(adoption=adoption, by=request.user, note=request.POST.get("note", "")[:1000])
    sentence = _("%(pet)s is back with you. The post is paused; open it again when you are ready.")
    messages.success(request, sentence % {"pet": post.name})
    return True


def _page(request, post, promise, form):
    context = {"post": post, "promise": promise, "application": promise.application, "form": form}
    context["agreement"] = promise.agreement
    return render(request, "adoption/board_reservation.html", context)


def _sign(request, promise, form):
    return agreements.sign(reservation=promise, by=request.user, name=form.cleaned_data["name"])
