"""The bell as a page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from notifications import kinds
from notifications.selectors import notices as selectors
from notifications.services import notices

PAGE_SIZE = 30


@login_required
@require_GET
def bell(request):
    page = selectors.page_of(request.user, before=request.GET.get("before", ""), size=PAGE_SIZE)
    context = {"groups": selectors.grouped(page.items), "older": page.next_before, "is_first": page.is_first}
    return render(
        request, "notifications/notices_bell.html", context | {"unread": selectors.unread_count(request.user)}
    )


@login_required
@require_POST
def read_all(request):
    notices.mark_read(by=request.user)
    return redirect("notifications:bell")


@login_required
@require_POST
def follow(request, pk):
    """The reader goes where a notification leads; it counts as read from then on."""
    notice = get_object_or_404(selectors.shown_to(request.user), pk=pk)
    notices.mark_read(by=request.user, ids=[notice.pk])
    shown = kinds.render(notice)
    url = shown["url"] if shown else ""
    return HttpResponseRedirect(
        url if url.startswith("/") and not url.startswith("//") else reverse("notifications:bell")
    )
