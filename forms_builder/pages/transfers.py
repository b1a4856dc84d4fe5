"""Giving a form away, and taking one that is offered."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.pages.access import verified
from forms_builder.pages.forms import form_or_404
from forms_builder.pages.sharing import tried
from forms_builder.pages.sharing_form import TransferForm
from forms_builder.selectors.shares import offers_to
from forms_builder.services import transfers
from petbuddy.errors import Forbidden


@verified
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request, pk):
    """To whom, and what will happen; the other has to accept."""
    form = form_or_404(request, pk)
    if form.owner_id != request.user.pk:
        raise Forbidden(_("Only the owner can give a form away."))
    asked = TransferForm(request.POST or None)
    if asked.is_valid() and tried(
        asked, lambda: transfers.offer(form=form, email=asked.cleaned_data["email"], by=request.user)
    ):
        messages.success(request, _("Offered. The form stays yours until the other accepts."))
        return redirect("forms:share", pk)
    return render(request, "forms_builder/forms_transfer.html", {"form": form, "asked": asked})


@verified
@require_POST
def withdraw(request, pk):
    """The offer taken back by who made it."""
    form = form_or_404(request, pk)
    if form.owner_id != request.user.pk:
        raise Forbidden(_("Only the owner can give a form away."))
    if hasattr(form, "transfer"):
        transfers.decline(transfer=form.transfer, by=request.user)
    messages.success(request, _("The offer was taken back."))
    return redirect("forms:share", pk)


@verified
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, pk):
    """An offer to me: one page, two buttons."""
    transfer = get_object_or_404(offers_to(request.user), pk=pk)
    if request.method != "POST":
        return render(request, "forms_builder/forms_transfer_answer.html", {"transfer": transfer})
    if request.POST.get("answer") == "accept":
        form = transfers.accept(transfer=transfer, by=request.user)
        messages.success(request, _("The form is yours now."))
        return redirect("forms:edit", form.pk)
    transfers.decline(transfer=transfer, by=request.user)
    messages.success(request, _("You have not taken the form."))
    return redirect("forms:index")
