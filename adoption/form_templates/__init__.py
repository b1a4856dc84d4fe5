"""Application forms that a giver starts from: one for each species, in both languages, with the logic wired."""

from .bank import BANK, Entry, Fact, asked, facts
from .groups import CAT, DOG, SMALL_ANIMAL, SPECIES, Group, groups
from .registration import register_templates
from .species import kind_for, template

__all__ = [
    "BANK",
    "CAT",
    "DOG",
    "SMALL_ANIMAL",
    "SPECIES",
    "Entry",
    "Fact",
    "Group",
    "asked",
    "facts",
    "groups",
    "kind_for",
    "register_templates",
    "template",
]
