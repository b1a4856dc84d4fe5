"""The public read path: bytes of lists, cards' pages and facets, kept until a post changes. No identity is touched."""

from dataclasses import dataclass

import orjson
from django.conf import settings
from django.utils.translation import get_language

from adoption.models import Post
from adoption.search import Search
from adoption.selectors import facets, posts, shapes
from petbuddy import public_cache


@dataclass(frozen=True)
class AnyReader:
    """What the templates of public pages may know of a request: where the page stands, never who reads it."""

    full_path: str

    @property
    def path(self):
        return self.full_path.partition("?")[0]

    @property
    def scheme(self):
        return settings.PUBLIC_URL.partition("://")[0]

    def get_host(self):
        return settings.PUBLIC_URL.partition("://")[2]

    def get_full_path(self):
        return self.full_path


TOPIC = "posts"
JSON = "application/json"
HTML = "text/html; charset=utf-8"


def posts_json(request):
    """One page of the public list as JSON. Raises Invalid for filters and cursors that mean nothing."""
    search = Search.parse(request.GET, request.GET.get("source", Post.Source.GIVER), strict=True)
    cursor = request.GET.get("cursor", "")
    key = f"list:{get_language()}:{search.source}:{search.pairs()}:{cursor}"
    return public_cache.answer(request, public_cache.fetch(TOPIC, key, lambda: _list(search, cursor)), JSON)


def facets_json(request):
    """How many pets each choice of each filter would give."""
    search = Search.parse(request.GET, request.GET.get("source", Post.Source.GIVER), strict=True)
    key = f"facets:{get_language()}:{search.source}:{search.pairs()}"
    return public_cache.answer(request, public_cache.fetch(TOPIC, key, lambda: _facets(search)), JSON)


def post_json(request, uid):
    """One public post as JSON; None where it is not for everybody: then the identity decides."""
    glance = posts.glance(uid)
    if glance is None or not is_public(glance):
        return None
    key = f"post:{get_language()}:{uid}:{glance['rev']}:{glance['like_count']}:{glance['asks']}"
    body = public_cache.fetch(TOPIC, key, lambda: orjson.dumps(shapes.whole(posts.get(glance["id"]))))
    return public_cache.answer(request, body, JSON)


def page(request, key, make):
    """A public page: `make()` -> its text. The key names everything that the text depends on but the language."""
    full = f"page:{get_language()}:{key}"
    return public_cache.answer(request, public_cache.fetch(TOPIC, full, lambda: make().encode()), HTML)


def is_public(glance):
    """May everybody, and every cache, have this post's page?"""
    return glance["visibility"] == Post.Visibility.PUBLIC and glance["state"] in Post.SHOWN


def _list(search, cursor):
    found = posts.page_of(search, cursor)
    return orjson.dumps(
        {
            "next": _address(search, found.next),
            "previous": _address(search, found.previous),
            "results": [shapes.listed(row) for row in found.rows],
        }
    )


def _address(search, cursor):
    source = search.source if search.source != Post.Source.GIVER else ""
    return settings.PUBLIC_URL + search.address("/api/v1/posts/", source=source, cursor=cursor) if cursor else None


def _facets(search):
    count = facets.count_exactly(search)
    return orjson.dumps({"count": count, "label": facets.label(count), "facets": facets.facets(search)})
