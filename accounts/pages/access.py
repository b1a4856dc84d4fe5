"""Who may open a page: decorators for the pages of every app, and where to go after signing in."""

import functools
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

LONGEST_NEXT = 1_000


def signed_in(view):
    """Only for people with an account; others sign in first and come back."""

    @functools.wraps(view)
    def answer(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return to_sign_in(request)
        return view(request, *args, **kwargs)

    return answer


def verified(view):
    """Only for people whose address is confirmed; others confirm it first and come back."""

    @functools.wraps(view)
    def answer(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return to_sign_in(request)
        if not request.user.is_verified:
            return _to("accounts:verify", request)
        return view(request, *args, **kwargs)

    return answer


def next_of(request):
    """Where the person wanted to go: a path of this site, or "" when none (or a foreign one) was named."""
    return safe_path(request.POST.get("next") or request.GET.get("next", ""))


def safe_path(path):
    """The path if it stays on this site, else ""."""
    is_ours = len(path) <= LONGEST_NEXT and path.startswith("/") and url_has_allowed_host_and_scheme(path, set())
    return path if is_ours else ""


def landing(path=""):
    return HttpResponseRedirect(safe_path(path) or settings.LOGIN_REDIRECT_URL)


def to_sign_in(request):
    """To the door, and back here afterwards."""
    return _to("accounts:login", request)


def _to(name, request):
    # After a form that was sent while signed out one returns to its page, not to the address that only takes POST.
    wanted = request.get_full_path() if request.method in ("GET", "HEAD") else _page_before(request)
    query = f"?{urlencode({'next': wanted}, safe='/')}" if wanted else ""
    return HttpResponseRedirect(f"{reverse(name)}{query}")


def _page_before(request):
    before, own = request.headers.get("Referer", ""), f"{request.scheme}://{request.get_host()}"
    return safe_path(before.removeprefix(own)) if before.startswith(f"{own}/") else ""
