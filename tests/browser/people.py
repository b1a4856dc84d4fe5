"""Signing somebody in on a browser's page without walking through the door each time."""

from django.conf import settings

from accounts.services import sessions


def come_in(page, person):
    """Give the page's browser the cookies of a signed-in person."""
    pair = sessions.start(user=person, device="")
    names = {settings.ACCESS_COOKIE: pair.access, settings.REFRESH_COOKIE: pair.refresh}
    cookies = [
        {"name": name, "value": value, "url": settings.PUBLIC_URL, "httpOnly": True} for name, value in names.items()
    ]
    page.context.add_cookies(cookies)
