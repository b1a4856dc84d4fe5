"""/still-there/<token>/: three buttons from a mail, without signing in. A GET changes nothing."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from adoption.selectors import cards, posts
from adoption.services import still_there


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, token):
    post = still_there.post_of(token)
    said = ""
    if request.method == "POST":
        said = still_there.answer(post=post, answer=request.POST.get("answer", ""))
        if said == "home":
            messages.info(request, _("Wonderful. Choose who took the pet home, so that everybody else is told."))
            return redirect("adoption:board", uid=post.uid)
        post.refresh_from_db()
    card = cards.cards(posts.card_rows([post.pk]))[0]
    return render(request, "adoption/still_there.html", {"post": post, "card": card, "said": said})
