"""Showing one's phone or e-mail in a conversation, and taking it back."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.pages.access import signed_in
from adoption.pages import refusals
from adoption.pages.talks import home_of, own_talk
from adoption.services import contacts, conversations


def _talk_page(request, uid):
    return home_of(own_talk(request, uid), request.user)


@signed_in
@require_POST
@refusals.said_on(_talk_page)
def show(request, uid):
    """Open it to the other side; the page named her and the detail beside the button."""
    talk = own_talk(request, uid)
    contacts.show(conversation=talk, by=request.user, what=request.POST.get("what", ""))
    name = conversations.other_party(talk, request.user).shown_name
    messages.success(request, _("Shown. %(name)s sees it in this conversation.") % {"name": name})
    return redirect(home_of(talk, request.user))


@signed_in
@require_POST
@refusals.said_on(_talk_page)
def take_back(request, uid):
    talk = own_talk(request, uid)
    contacts.take_back(conversation=talk, by=request.user, what=request.POST.get("what", ""))
    messages.success(request, _("Taken back. It no longer shows on the other side."))
    return redirect(home_of(talk, request.user))
