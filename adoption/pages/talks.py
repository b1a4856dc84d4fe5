"""Conversations: the list of them, and what an open page asks for."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from accounts.pages.access import signed_in
from adoption.models import Conversation
from adoption.pages import my_applications as own_pages
from adoption.pages import refusals
from adoption.selectors import applications, my_applications, talks
from adoption.services import conversations
from forms_builder.pages.uploads import key_of
from petbuddy import storage
from petbuddy.errors import DomainError, Missing
from petbuddy.problems import status_of


@never_cache
@signed_in
@require_GET
def talks_list(request):
    context = {"rows": talks.rows_of(request.user, timezone.now())}
    return render(request, "adoption/talks_list.html", context)


@signed_in
@require_POST
def say(request, uid):
    """Send a message as a plain form; what could not be sent stays in the form."""
    talk = own_talk(request, uid)
    application = talk.application
    is_giver = application.post.giver_id == request.user.pk
    try:
        conversations.say(
            conversation=talk,
            by=request.user,
            text=request.POST.get("text", ""),
            client_id=_client_id(request.POST.get("client_id", "")),
            files=request.FILES.getlist("files"),
        )
        conversations.mark_read(conversation=talk, by=request.user)
    except DomainError as error:
        if is_giver:
            messages.error(request, refusals.sentence(error))
            return redirect(home_of(talk, request.user))
        said = {"say_errors": refusals.sentence(error), "say_text": request.POST.get("text", "")}
        context = own_pages.page_of(request, my_applications.own(application.uid, request.user), **said)
        return render(request, "adoption/my_application.html", context, status=status_of(error))
    return redirect(home_of(talk, request.user))


def home_of(talk, reader):
    """The page on which this side reads the conversation."""
    application = talk.application
    is_giver = application.post.giver_id == reader.pk
    board = f"/me/posts/{application.post.uid}/applications/?application={application.uid}"
    return f"{board if is_giver else application.get_absolute_url()}#talk"


@never_cache
@signed_in
@require_safe
def since(request, uid):
    """The messages after `?after=`, drawn as the page draws them."""
    talk = own_talk(request, uid)
    after = request.GET.get("after", "")
    last = int(after) if after.isascii() and after.isdigit() and len(after) < 19 else 0
    return render(request, "adoption/talks_since.html", {"bubbles": talks.since(talk, last, viewer=request.user)})


@signed_in
@require_POST
def read(request, uid):
    """The page is open and in view: what the other one wrote has been seen."""
    conversations.mark_read(conversation=own_talk(request, uid), by=request.user)
    return HttpResponse(status=204)


@require_safe
@signed_in
def attachment_read(request, uid):
    """A photo of a conversation or a follow-up, for the two whose it is: a link that lives for a minute."""
    row = applications.attachment_visible(uid, request.user)
    key = row and key_of(row, request.GET.get("w", ""))
    if not key:
        raise Missing
    response = redirect(storage.private_link(key, row.name))
    response["Cache-Control"] = "private, no-store"
    return response


def own_talk(request, uid):
    """The conversation if this person is one of its two sides; else it is missing."""
    related = ("application__post__giver", "application__applicant")
    talk = Conversation.objects.select_related(*related).filter(uid=uid).first()
    if talk is None or not request.user.has_perm("adoption.view_conversation", talk):
        raise Missing
    return talk


def _client_id(text):
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.uuid4()
