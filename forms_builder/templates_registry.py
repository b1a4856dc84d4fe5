"""The site's own form templates. Higher apps register them in ready(): what is asked about a pet is not known here."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from petbuddy.errors import Missing


@dataclass(frozen=True)
class SiteTemplate:
    """A definition to start from. `definition()` makes a fresh copy with its texts in the wanted base language."""

    slug: str
    title: str | Promise
    make: Callable[[str], dict]

    def definition(self, language):
        return self.make(language)


_templates: dict[str, SiteTemplate] = {}


def register(*, slug, title, make):
    """`make(language)` returns a definition whose own texts are in `language`."""
    _templates[slug] = SiteTemplate(slug, title, make)


def all_templates():
    return list(_templates.values())


def get(slug):
    try:
        return _templates[slug]
    except KeyError:
        raise Missing from None
