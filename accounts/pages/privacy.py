"""Who sees what of me, what I have opened to whom, and whom I have blocked."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import between
from accounts.pages.access import next_of, signed_in
from accounts.selectors.blocks import blocked_by, person_to_block
from accounts.selectors.disclosures import log_of
from accounts.services import blocks, disclosures
from petbuddy.errors import DomainError
from petbuddy.problems import status_of


@signed_in
@require_safe
def overview(request):
    """The table of who sees what, the log of what was opened, the list of blocked people."""
    context = {"log": log_of(request.user), "blocks": blocked_by(request.user)}
    return render(request, "accounts/settings_privacy.html", context)


@signed_in
@require_POST
def take_back(request, pk):
    """Close again what was opened to somebody."""
    disclosures.take_back(pk=pk, by=request.user)
    messages.success(request, _("Taken back. It no longer shows on the other side."))
    return HttpResponseRedirect(f"{reverse('accounts:privacy')}#opened")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def block(request, uid):
    """Say what blocking means, then do it; what is still open between the two is offered to be ended."""
    person = person_to_block(uid, by=request.user)
    context = {"person": person, "next": next_of(request), "matters": between.open_matters(request.user, person)}
    if request.method != "POST":
        return render(request, "accounts/block_ask.html", context)
    try:
        blocks.block(blocker=request.user, blocked=person)
    except DomainError as error:
        return render(request, "accounts/block_ask.html", context | {"refusal": error}, status=status_of(error))
    return render(request, "accounts/block_done.html", context)


@signed_in
@require_POST
def unblock(request, uid):
    """Take the block back; nothing that ended with it comes back by itself."""
    person = person_to_block(uid, by=request.user)
    blocks.unblock(blocker=request.user, blocked=person)
    messages.success(request, _("%(name)s is no longer blocked.") % {"name": person.shown_name})
    return HttpResponseRedirect(f"{reverse('accounts:privacy')}#blocked")
