"""/pets/new/ and /pets/<id>/edit/: one page that works as a plain form; scripts save as one types."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.pages.access import verified
from adoption.editor_words import editor_words, prompts
from adoption.pages import refusals
from adoption.pages.post_editor_form import PostForm
from adoption.pages.posts import visible
from adoption.permissions import require
from adoption.selectors import cards, posts, shapes
from adoption.services import post_editor
from adoption.services.posts import publish
from petbuddy.errors import DomainError


@never_cache
@verified
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    return _editor(request, None)


@never_cache
@verified
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, uid):
    post = visible(uid, request.user)
    require(request.user, "adoption.manage_post", post)
    return _editor(request, post)


def _editor(request, post):
    form = PostForm(request.POST or None, owner=request.user, post=post)
    if request.method == "POST":
        post, is_done = _saved(request, form, post)
        if is_done:
            return _next(request, post)
    context = {
        "form": form,
        "post": post,
        "photos": [shapes.photo(photo, post) for photo in post.photos.all()] if post else [],
        "card": cards.cards(posts.card_rows([post.pk]))[0] if post else None,
        "words": editor_words(),
        "prompts": prompts(),
    }
    return render(request, "adoption/post_editor.html", context, status=400 if form.errors else 200)


def _saved(request, form, post):
    """(post, whether to go on to the next page); what was refused stands in the form."""
    if not form.is_valid():
        return post, False
    try:
        post, refused = post_editor.save(
            post=post,
            by=request.user,
            changes=form.facts(),
            visibility=form.cleaned_data["visibility"],
            files=request.FILES.getlist("photos"),
        )
        post_editor.describe(post=post, by=request.user, alts=_alts(request))
        _do(request, post)
    except DomainError as error:
        refusals.into(form, error)
        return post, False
    for name, sentence in refused:
        messages.error(request, f"{name}: {sentence}")
    return post, True


def _do(request, post):
    """What the pressed button asks for beside saving."""
    act, _colon, uid = request.POST.get("do", "").partition(":")
    if act == "publish":
        publish(post=post, by=request.user)
    elif uid:
        post_editor.arrange(post=post, by=request.user, act=act, uid=uid)


def _next(request, post):
    act = request.POST.get("do", "")
    if act == "publish":
        post.refresh_from_db()
        messages.success(request, _published_words(post))
        return redirect("adoption:own-posts")
    if act == "preview":
        return redirect(post)
    if ":" not in act:
        messages.success(request, _("Saved."))
    target = "#photos" if ":" in act or request.FILES else ""
    return redirect(f"/pets/{post.uid}/edit/{target}")


def _published_words(post):
    if post.state == post.State.IN_REVIEW:
        return _("Thank you. A moderator looks at it within 24 hours; then it goes on the list.")
    return _("%(pet)s is on the list now.") % {"pet": post.name}


def _alts(request):
    return {name[4:]: value for name, value in request.POST.items() if name.startswith("alt-")}
