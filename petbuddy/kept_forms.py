"""A long form that was sent after the session or the page had ended: what was typed is shown again, ready to be sent.

Only what came from a page of this site is repeated (the browser says so in `Origin`): a foreign page must not put words
into a form that carries our token.
"""

import functools

from django.conf import settings
from django.shortcuts import render
from django.utils.translation import gettext as _

OWN = ("csrfmiddlewaretoken",)


def keeps_what_was_typed(mark):
    """For pages whose form takes long: who is signed out, or on an outdated page, need not write it again.

    `mark` is a field that only that form has.
    """

    def decorate(view):
        @functools.wraps(view)
        def answer(request, *args, **kwargs):
            if not request.user.is_authenticated and is_kept(request):
                return kept(request, _("You were signed out while you wrote."), status=401)
            return view(request, *args, **kwargs)

        answer.keeps_what_was_typed = mark
        return answer

    return decorate


def is_kept(request):
    """Is this the form of a page that wants to have its words kept, sent from that page?"""
    mark = getattr(request.resolver_match and request.resolver_match.func, "keeps_what_was_typed", "")
    return bool(mark) and mark in request.POST and is_from_here(request)


def is_from_here(request):
    return request.headers.get("Origin") in (f"{request.scheme}://{request.get_host()}", settings.PUBLIC_URL)


def kept(request, sentence, status, *, is_out=None):
    """The page with everything that was typed in it, and one button. `is_out`: does she have to sign in first?"""
    fields = [(name, value) for name, values in request.POST.lists() if name not in OWN for value in values]
    context = {
        "fields": fields,
        "sentence": sentence,
        "is_out": not request.user.is_authenticated if is_out is None else is_out,
        "has_files": bool(request.FILES),
    }
    return render(request, "kept_form.html", context, status=status)
