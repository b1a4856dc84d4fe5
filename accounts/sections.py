"""The pages of "my settings": the app above adds those that need to know more than who one is."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise


@dataclass(frozen=True)
class Section:
    """One line of the list: where it leads, and in a few words what stands there now (`now(user)`)."""

    route: str
    title: str | Promise
    text: str | Promise
    icon: str
    place: int
    now: Callable = lambda user: ""


_sections = {}


def register(section):
    _sections[section.route] = section


def sections_for(user):
    """[{url, title, text, icon}, …] in their order."""
    shown = sorted(_sections.values(), key=lambda section: section.place)
    return [
        {
            "url": reverse(section.route),
            "title": section.title,
            "text": section.now(user) or section.text,
            "icon": section.icon,
        }
        for section in shown
    ]
