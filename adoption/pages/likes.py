"""What one likes, and the page with one button for those whose browser runs no scripts."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.pages.access import signed_in, verified
from adoption.pages.posts import visible
from adoption.selectors import cards, posts
from adoption.selectors.likes import is_liked
from adoption.services import likes


@never_cache
@signed_in
@require_safe
def liked(request):
    """Those that still wait first; those that found a home last, with thanks."""
    found = cards.cards(posts.liked_rows(request.user))
    context = {
        "waiting": [card for card in found if not card["is_gone"]],
        "gone": [card for card in found if card["is_gone"]],
    }
    return render(request, "adoption/likes_list.html", context)


@never_cache
@verified
@require_http_methods(["GET", "HEAD", "POST"])
def like(request, uid):
    """A GET never likes: it shows the button."""
    post = visible(uid, request.user)
    if request.method == "POST":
        change = likes.unlike if request.POST.get("do") == "unlike" else likes.like
        change(post=post, by=request.user)
        messages.success(request, _("Your likes are up to date."))
        return redirect("adoption:likes")
    card = cards.cards(posts.card_rows([post.pk]))[0]
    return render(request, "adoption/likes_one.html", {"card": card, "is_liked": is_liked(post, request.user)})
