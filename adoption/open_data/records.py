"""One animal of the open data, made sense of: unknown stays unknown, and equal records have equal hashes."""

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from datetime import date

from adoption.models import Post
from adoption.models.posts import Truth
from adoption.open_data import values
from adoption.open_data.species import species

NORMAL_FORM = 1  # raised when the same record would be written differently: the next import then brings all up to date

SEX = {"M": Post.Sex.MALE, "F": Post.Sex.FEMALE}
SIZE = {"SMALL": Post.Size.SMALL, "MEDIUM": Post.Size.MEDIUM, "BIG": Post.Size.LARGE}
AGE = {"CHILD": Post.AgeGroup.BABY, "ADULT": Post.AgeGroup.ADULT}
NEUTERED = {"T": Truth.YES, "F": Truth.NO}
NO_COLOUR = {"其他", "其它", "無"}


class Unusable(Exception):
    """This row is no animal that waits; `animal_id` where it named one. The sentence says why."""

    def __init__(self, reason, animal_id=None):
        super().__init__(reason)
        self.reason, self.animal_id = reason, animal_id


@dataclass(frozen=True)
class Facts:
    """What the record says about the animal: fields of Post."""

    name: str
    species: str
    breed: str
    sex: str
    size: str
    colour: str
    age_group: str
    neutered: str
    vaccinated: str


@dataclass(frozen=True)
class Place:
    """What the record says about where it is and what the shelter adds: fields of ShelterAnimal."""

    sub_id: str
    shelter: str
    shelter_address: str
    shelter_phone: str
    found_place: str
    remark: str
    photo_url: str
    open_on: date | None


@dataclass(frozen=True)
class Record:
    line: int
    animal_id: int
    area: int | None
    entered_on: date | None  # in the register; not part of the hash, it changes with each export
    facts: Facts
    place: Place

    @property
    def row_hash(self):
        known = [NORMAL_FORM, self.animal_id, self.area, asdict(self.facts), asdict(self.place)]
        return hashlib.sha256(json.dumps(known, ensure_ascii=False, sort_keys=True, default=str).encode()).hexdigest()


def record(row):
    """The animal of one row. Raises Unusable."""
    if row.problem:
        raise Unusable(row.problem)
    raw = row.values
    animal_id = values.number(raw.get("animal_id"))
    if animal_id is None:
        raise Unusable("it has no animal_id")
    status = values.code(raw.get("animal_status"))
    if status not in ("OPEN", ""):
        raise Unusable(f"it is not open for adoption ({status[:20]})", animal_id)
    place = _place(raw)
    if not place.shelter:
        raise Unusable("it names no shelter", animal_id)
    return Record(
        line=row.line,
        animal_id=animal_id,
        area=values.number(raw.get("animal_area_pkid")),
        entered_on=values.day(raw.get("animal_createtime")),
        facts=_facts(raw, place.sub_id or str(animal_id)),
        place=place,
    )


def _facts(raw, shown_number):
    kind, breed = values.text(raw.get("animal_kind")), values.breed(raw.get("animal_Variety"))
    colour = values.text(raw.get("animal_colour"), 40)
    colour = "" if colour in NO_COLOUR else colour
    return Facts(
        name=_name(kind, breed, colour, shown_number),
        species=species(kind, breed).value,
        breed=breed,
        sex=SEX.get(values.code(raw.get("animal_sex")), Post.Sex.UNKNOWN).value,
        size=SIZE.get(values.code(raw.get("animal_bodytype")), Post.Size.UNKNOWN).value,
        colour=colour,
        age_group=AGE.get(values.code(raw.get("animal_age")), Post.AgeGroup.UNKNOWN).value,
        neutered=NEUTERED.get(values.code(raw.get("animal_sterilization")), Truth.UNKNOWN).value,
        # F stands for every animal of the country, so it means "nobody entered it".
        vaccinated=(Truth.YES if values.code(raw.get("animal_bacterin")) == "T" else Truth.UNKNOWN).value,
    )


def _place(raw):
    return Place(
        sub_id=values.text(raw.get("animal_subid"), 60),
        shelter=values.text(raw.get("shelter_name"), 80) or values.text(raw.get("animal_place"), 80),
        shelter_address=values.address(raw.get("shelter_address")),
        shelter_phone=values.phone(raw.get("shelter_tel")),
        found_place=values.text(raw.get("animal_foundplace"), 160),
        remark=values.text(raw.get("animal_remark"), 2000),
        photo_url=values.web_address(raw.get("album_file")),
        open_on=values.day(raw.get("animal_opendate")),
    )


def _name(kind, breed, colour, shown_number):
    """Shelter animals have no name: 黑色混種犬 CAAAG1140504004 tells them apart, also on the telephone."""
    animal = re.split("[(（]", breed)[0].strip() or (kind if kind in ("狗", "貓") else "")
    title = colour + animal
    room = 39 - len(shown_number)
    return f"{title[: max(room, 0)]} {shown_number}".strip()[:40]
