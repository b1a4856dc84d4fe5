"""Home, lists and the page of a pet. Public ones are bytes that are the same for everybody."""

from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from adoption import readpath
from adoption.models import Post
from adoption.search import Search
from adoption.selectors import home as home_selectors
from adoption.selectors import posts, shelters
from adoption.selectors.list_page import list_page
from adoption.selectors.pet_page import pet_page
from petbuddy.errors import Missing


@require_safe
def home(request):
    """The front page: three doorways, the search, and who came last."""
    search = Search.parse(request.GET)
    context = home_selectors.hero
    return _list(request, search, "/", "adoption/home.html", context)


@require_safe
def pets(request):
    return _list(request, Search.parse(request.GET), "/pets/", "adoption/posts_list.html")


@require_safe
def shelter_animals(request):
    """Animals of public shelters, with the source and the day of the data."""
    search = Search.parse(request.GET, Post.Source.SHELTER)
    return _list(request, search, "/shelters/", "adoption/shelters_list.html", shelters.data_state)


@require_safe
def pet(request, uid, slug=""):
    """A pet's page. Everybody gets the same bytes of a public one; for all others the reader is asked who she is."""
    glance = posts.glance(uid)
    if glance is None:
        raise Missing
    if readpath.is_public(glance):
        key = f"pet:{uid}:{glance['rev']}:{glance['like_count']}:{glance['asks']}"
        return readpath.page(request, key, lambda: _public("adoption/pet.html", f"/pets/{uid}/", _pet(glance["id"])))
    return _pet_for_some(request, uid)


def visible(uid, user):
    """The post, or Missing for whoever may not know of it."""
    post = posts.get_visible(uid, user)
    if post is None:
        raise Missing
    return post


def _pet_for_some(request, uid):
    """Unlisted, private, or not shown yet: no cache keeps it, no search engine lists it, no link tells where from."""
    post = visible(uid, request.user)
    is_own = request.user.has_perm("adoption.manage_post", post)
    context = {**_pet(post.pk), "is_own": is_own, "is_restricted": True, "removed_because": _reason(post)}
    response = render(request, "adoption/pet_restricted.html", context)
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response


def _reason(post):
    if post.state not in (Post.State.REMOVED, Post.State.DRAFT):
        return ""
    last = post.events.order_by("-at", "-pk").first()
    return last.note if last and last.to_state == post.state and last.from_state else ""


def _pet(pk):
    return pet_page(posts.get(pk))


def _list(request, search, path, template, more=dict):
    cursor = request.GET.get("cursor", "")
    key = f"{path}:{search.pairs()}:{cursor}"
    full_path = search.address(path, cursor=cursor)
    return readpath.page(
        request, key, lambda: _public(template, full_path, {**list_page(search, cursor, path), **more()})
    )


def _public(template, full_path, context):
    """A public page as text: made without the request, so that nothing of one reader can get into it."""
    return render_to_string(template, {"request": readpath.AnyReader(full_path)} | context)
