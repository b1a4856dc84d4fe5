"""What an adopter can tell once about home, family and animals: bank questions that hold for every pet.

Questions whose wording belongs to one species stay with the form: "I have kept cats" says nothing about dogs.
"""

from typing import Any

from .care import hours
from .groups import SMALL_ANIMAL, experience, family, home
from .species import SECOND_CONTACT
from .writing import Node, document, page

# Asked of every adopter whatever the animal. Conditions and duties of the forms fall away: all of it is optional.
_HOME = ("home.owned", "home.landlord_consent")
_FAMILY = ("family.agrees", "family.special")
_ANIMALS = ("pets.now", "pets.list", "pets.before")
_LIFE = ("work.hours_away", "care.daytime", "contact.second")


def facts_document(language: str = "zh-hant") -> dict[str, Any]:
    """The questions of the page "home and experience", as a form that asks nothing of anybody."""
    pages = [
        page("facts_home", ("住家", "Home"), *_of(_HOME, home(SMALL_ANIMAL))),
        page("facts_family", ("家人", "Family"), *_of(_FAMILY, family())),
        page("facts_animals", ("動物", "Animals"), *_of(_ANIMALS, experience(SMALL_ANIMAL))),
        page("facts_life", ("生活", "Daily life"), *_of(_LIFE, _written())),
    ]
    return document(("", ""), ("", ""), ("", ""), pages, [], language)


def _written() -> list[Node]:
    return [*hours(), SECOND_CONTACT]


def _of(keys: tuple[str, ...], nodes: list[Node]) -> list[Node]:
    by_key = {node["bank"]: node for node in nodes if "bank" in node}
    return [_optional(by_key[key]) for key in keys]


def _optional(node: Node) -> Node:
    return {
        prop: value for prop, value in node.items() if prop not in ("required", "show_if", "min_rows", "min_length")
    }
