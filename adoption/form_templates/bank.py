"""The question bank: what each key asks, and what an answer to it tells the giver at a glance."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, override

from forms_builder.definition import banked, is_display_change
from forms_builder.evaluation.conditions import is_number

Level = Literal["ok", "attention"]
Text = str | Promise
LONG_DAY = 8
MANY_PETS = 5


@dataclass(frozen=True)
class Entry:
    """One bank question: the name for people, and the type that its answers have."""

    label: Text
    type: str


@dataclass(frozen=True)
class Fact:
    """One line on the giver's board, from one answer."""

    key: str
    text: str
    level: Level


BANK: dict[str, Entry] = {
    "applicant.age": Entry(_("Age"), "single_choice"),
    "family.agrees": Entry(_("Consent of the family"), "single_choice"),
    "home.landlord_consent": Entry(_("Consent of the landlord"), "single_choice"),
    "home.window_safety": Entry(_("Safety of windows and doors"), "single_choice"),
    "work.hours_away": Entry(_("Hours alone"), "number"),
    "care.indoor": Entry(_("Indoors or out"), "single_choice"),
    "care.walks": Entry(_("Walks a day"), "single_choice"),
    "care.heat": Entry(_("Cooling in summer"), "single_choice"),
    "pets.experience": Entry(_("Experience"), "single_choice"),
    "pets.now": Entry(_("Other animals"), "yes_no"),
    "pets.list": Entry(_("Which animals"), "repeat"),
    "pets.before": Entry(_("Animals before"), "long_text"),
    "family.special": Entry(_("Children, allergies, elders"), "multi_choice"),
    "family.worries": Entry(_("Worries of the family"), "long_text"),
    "home.owned": Entry(_("Owner of the home"), "single_choice"),
    "home.area": Entry(_("District"), "address"),
    "home.window_plan": Entry(_("Plan to make it safe"), "long_text"),
    "home.photo_sleep": Entry(_("Photo: sleeping place"), "photo"),
    "home.photo_protection": Entry(_("Photo: protection"), "photo"),
    "home.photo_room": Entry(_("Photo: room"), "photo"),
    "care.daytime": Entry(_("Care during the day"), "long_text"),
    "care.illness": Entry(_("When ill"), "long_text"),
    "care.changes": Entry(_("When life changes"), "long_text"),
    "contact.name": Entry(_("Name"), "short_text"),
    "contact.phone": Entry(_("Phone"), "short_text"),
    "contact.second": Entry(_("Second contact"), "short_text"),
    "applicant.cosigner": Entry(_("Signs with the applicant"), "short_text"),
    "applicant.why": Entry(_("Why this pet"), "long_text"),
    "consent.follow_up": Entry(_("Seeing the home, and follow-up"), "consent"),
    "consent.pledge": Entry(_("Pledge"), "consent"),
}

_OF_CHOICE: dict[str, tuple[Level, Text]] = {
    "c_age_20": ("ok", _("20 or older")),
    "c_age_18": ("attention", _("18 or 19 years old")),
    "c_agree_all": ("ok", _("Family agrees")),
    "c_agree_alone": ("ok", _("Lives alone")),
    "c_agree_talking": ("attention", _("Family still talking")),
    "c_agree_no": ("attention", _("Somebody at home does not agree")),
    "c_lord_written": ("ok", _("Landlord agrees in writing")),
    "c_lord_spoken": ("ok", _("Landlord agrees")),
    "c_lord_unasked": ("attention", _("Landlord not asked yet")),
    "c_lord_no": ("attention", _("Landlord does not agree")),
    "c_window_all": ("ok", _("Windows and doors all secured")),
    "c_window_some": ("attention", _("Protection partly there, will finish")),
    "c_window_none": ("attention", _("No protection yet")),
    "c_indoor_only": ("ok", _("Indoors only")),
    "c_indoor_lead": ("ok", _("Indoors, sometimes on a lead")),
    "c_indoor_pen": ("ok", _("In a pen indoors, let out every day")),
    "c_indoor_box": ("ok", _("In a cage or a tank")),
    "c_indoor_yard": ("ok", _("In the yard by day, indoors at night")),
    "c_indoor_out": ("attention", _("Would live outdoors or on a balcony")),
    "c_indoor_cage": ("attention", _("Mostly shut in or tied up")),
    "c_indoor_free": ("attention", _("Would roam outside")),
    "c_walk_two": ("ok", _("Two walks a day or more")),
    "c_walk_one": ("ok", _("One walk a day")),
    "c_walk_less": ("attention", _("Not walked every day")),
    "c_heat_air": ("ok", _("Air conditioning in summer")),
    "c_heat_fan": ("attention", _("Only fans in summer")),
    "c_heat_none": ("attention", _("No plan for summer yet")),
    "c_exp_same": ("ok", _("Has kept this species")),
    "c_exp_other": ("ok", _("Has kept other animals")),
    "c_exp_first": ("attention", _("First pet")),
}


def asked(definition: dict) -> dict[str, dict]:
    """The questions of a form that are the bank's, by key: a key on a question of another type means nothing.

    Everybody who reads answers by bank key reads by this: a giver may have made another question of it.
    """
    return {key: item for key, item in banked(definition).items() if key in BANK and _is_of_type(item, BANK[key].type)}


def _is_of_type(item: dict, kind: str) -> bool:
    return item["type"] == kind or is_display_change(item["type"], kind)


def facts(definition: dict, answers: Mapping[str, Any], language: str) -> list[Fact]:
    """What the answers say about the customs givers ask after, the weightiest first; unknown stays unsaid."""
    questions = asked(definition)
    found = []
    with override(language):
        for key in BANK:
            answer = answers.get(questions[key]["id"]) if key in questions else None
            said = _SAYS.get(key, _of_choice)(answer) if answer is not None else None
            if said:
                found.append(Fact(key, str(said[1]), said[0]))
    return found


def _of_choice(answer: Any) -> tuple[Level, Text] | None:
    return _OF_CHOICE.get(answer) if isinstance(answer, str) else None


def _hours_away(answer: Any) -> tuple[Level, Text] | None:
    if not is_number(answer):
        return None
    level: Level = "attention" if answer > LONG_DAY else "ok"
    words = ngettext("Alone for %(hours)s hour a day", "Alone for %(hours)s hours a day", math.ceil(answer))
    return level, words % {"hours": answer}


def _pets_now(answer: Any) -> tuple[Level, Text] | None:
    return ("ok", _("No other animals")) if answer is False else None


def _follow_up(answer: Any) -> tuple[Level, Text] | None:
    return ("ok", _("Agrees to send news")) if answer is True else None


def _pets_list(answer: Any) -> tuple[Level, Text] | None:
    """From the giver's own question too, whose rows may count nothing: then each row is one."""
    if not isinstance(answer, list):
        return None
    count = math.ceil(sum(_pets_in(row) for row in answer))
    level: Level = "attention" if count > MANY_PETS else "ok"
    return level, ngettext("%(count)s other animal", "%(count)s other animals", count) % {"count": count}


def _pets_in(row: Any) -> float:
    count: Any = row.get("q_pet_count") if isinstance(row, dict) else None
    return count if is_number(count) else 1


_SAYS: dict[str, Callable[[Any], tuple[Level, Text] | None]] = {
    "work.hours_away": _hours_away,
    "pets.now": _pets_now,
    "pets.list": _pets_list,
    "consent.follow_up": _follow_up,
}
