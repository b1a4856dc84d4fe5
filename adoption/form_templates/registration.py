"""Tells the form builder, which knows no pet, what a giver can start from."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from forms_builder import groups_registry, templates_registry

from .groups import CAT, DOG, SMALL_ANIMAL, groups
from .species import template

TITLES = {
    DOG: _("Application to adopt a dog"),
    CAT: _("Application to adopt a cat"),
    SMALL_ANIMAL: _("Application to adopt a small animal"),
}


ICONS = {"home": "home", "experience": "paw", "family": "user"}


def register_templates() -> None:
    """Called once, when the app is ready."""
    for species, title in TITLES.items():
        templates_registry.register(slug=species, title=title, make=partial(template, species))
        groups_registry.register(slug=species, make=partial(_groups, species))


def _groups(species: str, language: str) -> list[groups_registry.QuestionGroup]:
    return [
        groups_registry.QuestionGroup(group.key, group.label, group.items, group.translations, ICONS[group.key])
        for group in groups(species, language)
    ]
