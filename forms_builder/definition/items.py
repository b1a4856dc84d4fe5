"""The fifteen kinds of item a page may hold, as they must be to be published."""

from typing import Annotated, Literal

from pydantic import Field

from .base import (
    BankKey,
    ChoiceId,
    Count,
    DateBound,
    Help,
    Image,
    Label,
    NotBlank,
    OptionalLabel,
    Prose,
    QuestionId,
    Strict,
    Unit,
)
from .limits import MAX_CHOICES, MAX_FIELDS, MAX_FILE_MB, MAX_FILES, MAX_LONG_ANSWER, MAX_ROWS, MAX_SHORT_ANSWER
from .rules import Rule

Autocomplete = Literal[
    "name", "nickname", "email", "tel", "bday", "street-address", "address-level1", "address-level2",
    "postal-code", "url",
]  # fmt: skip
LongLength = Annotated[int, Field(ge=0, le=MAX_LONG_ANSWER)]
ShortLength = Annotated[int, Field(ge=0, le=MAX_SHORT_ANSWER)]
Files = Annotated[int, Field(ge=0, le=MAX_FILES)]
Megabytes = Annotated[float, Field(gt=0, le=MAX_FILE_MB)]
Rows = Annotated[int, Field(ge=0, le=MAX_ROWS)]
Bounded = Annotated[float, Field(ge=-9007199254740991, le=9007199254740991)]


class Item(Strict):
    """Anything that stands on a page. `private_note` is the giver's note to herself."""

    id: QuestionId
    show_if: Rule | None = None
    private_note: Help | None = None


class Question(Item):
    """Anything that can be answered. `private` answers need a right of their own to be read."""

    label: Label
    help: Help | None = None
    required: bool = False
    required_if: Rule | None = None
    private: bool = False
    bank: BankKey | None = None


class ShortText(Question):
    type: Literal["short_text"]
    format: Literal["text", "email", "phone", "url", "postal_code"] = "text"
    min_length: ShortLength | None = None
    max_length: ShortLength | None = None
    placeholder: OptionalLabel | None = None
    autocomplete: Autocomplete | None = None


class LongText(Question):
    type: Literal["long_text"]
    min_length: LongLength | None = None
    max_length: LongLength | None = None
    placeholder: OptionalLabel | None = None


class Number(Question):
    type: Literal["number"]
    integer: bool = False
    min: Bounded | None = None
    max: Bounded | None = None
    unit: Unit | None = None


class YesNo(Question):
    type: Literal["yes_no"]


class Choice(Strict):
    """One option. Renaming keeps its id; `score` never reaches the person who fills in the form."""

    id: ChoiceId
    label: Label
    score: Bounded | None = None
    image: Image | None = None


class MultiChoiceOption(Choice):
    exclusive: bool = False


class SingleChoice(Question):
    type: Literal["single_choice"]
    display: Literal["radio", "dropdown", "cards"] = "radio"
    other: bool = False
    choices: Annotated[list[Choice], Field(min_length=2, max_length=MAX_CHOICES)]


class MultiChoice(Question):
    type: Literal["multi_choice"]
    other: bool = False
    min_selected: Count | None = None
    max_selected: Count | None = None
    choices: Annotated[list[MultiChoiceOption], Field(min_length=2, max_length=MAX_CHOICES)]


class Date(Question):
    type: Literal["date"]
    min: DateBound | None = None
    max: DateBound | None = None
    autocomplete: Autocomplete | None = None


class Scale(Question):
    type: Literal["scale"]
    min: Annotated[int, Field(ge=0, le=1)] = 1
    max: Annotated[int, Field(ge=2, le=10)] = 5
    min_label: OptionalLabel | None = None
    max_label: OptionalLabel | None = None


class Photo(Question):
    type: Literal["photo"]
    min_files: Files | None = None
    max_files: Annotated[int, Field(ge=1, le=MAX_FILES)] | None = None
    max_mb: Megabytes | None = None
    min_pixels: Annotated[int, Field(ge=1, le=4096)] | None = None


class File(Question):
    type: Literal["file"]
    min_files: Files | None = None
    max_files: Annotated[int, Field(ge=1, le=MAX_FILES)] | None = None
    max_mb: Megabytes | None = None
    accept: Annotated[list[Literal["pdf", "image"]], Field(min_length=1, max_length=2)] | None = None


class Address(Question):
    """County and district; with `detail: full` the street too."""

    type: Literal["address"]
    detail: Literal["district", "full"] = "district"


class Consent(Question):
    """A statement to agree to: by a tick, or (`typed`) by typing one's name."""

    type: Literal["consent"]
    statement: Annotated[Prose, NotBlank]
    typed: bool = False


class Heading(Item):
    type: Literal["heading"]
    label: Label


class Note(Item):
    type: Literal["note"]
    label: OptionalLabel | None = None
    help: Annotated[Help, NotBlank]


Field_ = Annotated[ShortText | LongText | Number | YesNo | SingleChoice | Date, Field(discriminator="type")]


class Repeat(Question):
    """The same few questions once for each pet, person, …"""

    type: Literal["repeat"]
    add_label: OptionalLabel | None = None
    min_rows: Rows | None = None
    max_rows: Annotated[int, Field(ge=1, le=MAX_ROWS)] | None = None
    fields: Annotated[list[Field_], Field(min_length=1, max_length=MAX_FIELDS)]


AnyItem = Annotated[
    ShortText | LongText | Number | YesNo | SingleChoice | MultiChoice | Date | Scale | Photo | File | Address
    | Consent | Repeat | Heading | Note,
    Field(discriminator="type"),
]  # fmt: skip

ITEM_MODELS: dict[str, type[Item]] = {
    model.model_fields["type"].annotation.__args__[0]: model  # type: ignore[union-attr]
    for model in (ShortText, LongText, Number, YesNo, SingleChoice, MultiChoice, Date, Scale, Photo, File, Address,
                  Consent, Repeat, Heading, Note)
}  # fmt: skip
ITEM_TYPES = tuple(ITEM_MODELS)
LAYOUT_TYPES = ("heading", "note")
QUESTION_TYPES = tuple(name for name in ITEM_TYPES if name not in LAYOUT_TYPES)
FIELD_TYPES = ("short_text", "long_text", "number", "yes_no", "single_choice", "date")
CHOICE_TYPES = ("single_choice", "multi_choice")
# A change within one of these groups keeps every old answer readable, so the id may stay.
DISPLAY_CHANGES = ({"short_text", "long_text"},)


def is_display_change(old_type: str, new_type: str) -> bool:
    """Does an answer to the one type stand as it is under the other?"""
    return any({old_type, new_type} <= group for group in DISPLAY_CHANGES)
