"""The two cookies of a signed-in browser. Scripts cannot read them."""

from django.conf import settings


def keep(response, pair):
    """Give the browser its tokens; both cookies go when the session does."""
    age = int((pair.session.expires_at - pair.session.seen_at).total_seconds())
    for name, value in ((settings.ACCESS_COOKIE, pair.access), (settings.REFRESH_COOKIE, pair.refresh)):
        response.set_cookie(name, value, max_age=age, **_attributes())


def drop(response):
    for name in (settings.ACCESS_COOKIE, settings.REFRESH_COOKIE):
        response.delete_cookie(name, path="/", samesite="Lax")
        if settings.IS_SECURE:  # a __Host- cookie is refused without it, also one that deletes
            response.cookies[name]["secure"] = True


def _attributes():
    return {"path": "/", "httponly": True, "samesite": "Lax", "secure": settings.IS_SECURE}
