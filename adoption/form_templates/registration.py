"""Tells the form builder, which knows no pet, what a giver can start from."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from forms_builder import templates_registry

from .groups import CAT, DOG, SMALL_ANIMAL
from .species import template

TITLES = {
    DOG: _("Application to adopt a dog"),
    CAT: _("Application to adopt a cat"),
    SMALL_ANIMAL: _("Application to adopt a small animal"),
}


def register_templates() -> None:
    """Called once, when the app is ready."""
    for species, title in TITLES.items():
        templates_registry.register(slug=species, title=title, make=partial(template, species))
