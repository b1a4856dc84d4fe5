"""/me/posts/: a giver's posts with their states, and one button a step."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.pages.access import signed_in
from adoption.pages import refusals
from adoption.pages.posts import visible
from adoption.permissions import require
from adoption.selectors import own_posts as selectors
from adoption.services import post_endings, posts
from petbuddy.errors import Missing

ACTS = {
    "pause": (posts.pause, gettext_lazy("%(pet)s is paused.")),
    "resume": (posts.resume, gettext_lazy("%(pet)s is back on the list.")),
    "confirm": (posts.confirm, gettext_lazy("Thank you. %(pet)s is shown as still waiting.")),
    "withdraw": (post_endings.withdraw, gettext_lazy("%(pet)s was taken back; whoever applied is told.")),
    "reopen": (posts.reopen, gettext_lazy("%(pet)s is a draft again.")),
    "delete": (posts.delete, gettext_lazy("The draft was deleted.")),
}


@never_cache
@signed_in
@require_safe
def own_posts(request):
    return render(request, "adoption/own_posts.html", {"rows": selectors.own_posts(request.user)})


@never_cache
@signed_in
@require_safe
def end(request, uid):
    """Before a post is withdrawn or a draft deleted: what happens then, and a way back."""
    post = visible(uid, request.user)
    require(request.user, "adoption.manage_post", post)
    return render(request, "adoption/own_posts_end.html", {"post": post, "counts": selectors.open_counts(post)})


@never_cache
@signed_in
@require_POST
@refusals.said_on(lambda request, uid, act: "adoption:own-posts")
def act(request, uid, act):
    """One step with one's own post."""
    if act not in ACTS:
        raise Missing
    service, said = ACTS[act]
    post = visible(uid, request.user)
    service(post=post, by=request.user)
    messages.success(request, said % {"pet": post.name or _("The post")})
    return redirect("adoption:own-posts")
