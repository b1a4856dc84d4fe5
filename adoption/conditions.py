"""A giver's wishes about the home, from one list: each is a sentence on the post and a rule over the question bank."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from petbuddy.errors import Invalid
from petbuddy.text_length import code_points

OWN_LIMIT = 6  # wishes in the giver's own words
TEXT_LENGTH = 60


@dataclass(frozen=True)
class Condition:
    """`key` names it in the post; `bank`, `op` and `value` say which answers fit."""

    key: str
    text: Promise
    bank: str
    op: str
    value: Any
    species: tuple[str, ...] = ()  # empty: every animal


CONDITIONS = {
    each.key: each
    for each in (
        Condition(
            "family",
            gettext_lazy("Everyone at home agrees"),
            "family.agrees",
            "any_of",
            ("c_agree_all", "c_agree_alone"),
        ),
        Condition(
            "landlord",
            gettext_lazy("In a rented home the landlord agrees"),
            "home.landlord_consent",
            "any_of",
            ("c_lord_written", "c_lord_spoken"),
        ),
        Condition(
            "windows",
            gettext_lazy("Windows and balcony are secured"),
            "home.window_safety",
            "any_of",
            ("c_window_all", "c_window_some"),
            ("cat", "bird", "other"),
        ),
        Condition(
            "indoors",
            gettext_lazy("Lives indoors, not roaming and not in a cage"),
            "care.indoor",
            "any_of",
            ("c_indoor_only", "c_indoor_lead", "c_indoor_pen"),
            ("cat", "dog", "rabbit"),
        ),
        Condition(
            "walks",
            gettext_lazy("A walk every day"),
            "care.walks",
            "any_of",
            ("c_walk_two", "c_walk_one"),
            ("dog",),
        ),
        Condition("alone", gettext_lazy("Not alone for more than 8 hours a day"), "work.hours_away", "lte", 8),
        Condition(
            "experience",
            gettext_lazy("Has lived with animals before"),
            "pets.experience",
            "any_of",
            ("c_exp_same", "c_exp_other"),
        ),
        Condition(
            "follow_up",
            gettext_lazy("Sends news after the adoption"),
            "consent.follow_up",
            "is",
            True,
        ),
    )
}


def cleaned(conditions):
    """The conditions as a post keeps them: known keys with their rule, and own sentences. Raises Invalid."""
    kept, own = {}, []
    for each in conditions:
        key, text = each.get("key", ""), " ".join(each.get("text", "").split())
        if key:
            if key not in CONDITIONS:
                raise Invalid(errors={"conditions": [_("Unknown condition.")]})
            known = CONDITIONS[key]
            value = list(known.value) if isinstance(known.value, tuple) else known.value
            kept[key] = {"key": key, "bank": known.bank, "op": known.op, "value": value, "text": ""}
        elif text:
            own.append({"key": "", "text": text})
    if len(own) > OWN_LIMIT or any(code_points(each["text"]) > TEXT_LENGTH for each in own):
        sentence = _("At most %(count)s wishes of your own, each of at most %(limit)s characters.")
        raise Invalid(errors={"own_conditions": [sentence % {"count": OWN_LIMIT, "limit": TEXT_LENGTH}]})
    return [*kept.values(), *own]


def sentence(condition):
    """What people read."""
    known = CONDITIONS.get(condition.get("key", ""))
    return str(known.text) if known else condition.get("text", "")


def fitting(species):
    """The list that the editor offers for this animal."""
    return [each for each in CONDITIONS.values() if not each.species or not species or species in each.species]
