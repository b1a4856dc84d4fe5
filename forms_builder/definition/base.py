"""What every part of a published definition shares: strict types and texts that say something."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from forms_builder.text import is_blank

from .ids import CHECK_ID_PATTERN, CHOICE_ID_PATTERN, PAGE_ID_PATTERN, QUESTION_ID_PATTERN
from .limits import MAX_HELP, MAX_LABEL, MAX_PROSE, MAX_TITLE, MAX_UNIT


class Strict(BaseModel):
    """No unknown keys, no types bent into others: `"1"` is not `1` and `1` is not `true`."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)


def _says_something(text: str) -> str:
    if is_blank(text):
        raise PydanticCustomError("blank", "Blank text")
    return text


NotBlank = AfterValidator(_says_something)

PageId = Annotated[str, StringConstraints(pattern=PAGE_ID_PATTERN)]
QuestionId = Annotated[str, StringConstraints(pattern=QUESTION_ID_PATTERN)]
ChoiceId = Annotated[str, StringConstraints(pattern=CHOICE_ID_PATTERN)]
CheckId = Annotated[str, StringConstraints(pattern=CHECK_ID_PATTERN)]

Title = Annotated[str, StringConstraints(max_length=MAX_TITLE), NotBlank]
Label = Annotated[str, StringConstraints(max_length=MAX_LABEL), NotBlank]
OptionalLabel = Annotated[str, StringConstraints(max_length=MAX_LABEL)]
Help = Annotated[str, StringConstraints(max_length=MAX_HELP)]
Prose = Annotated[str, StringConstraints(max_length=MAX_PROSE)]
Unit = Annotated[str, StringConstraints(max_length=MAX_UNIT)]
Image = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
BankKey = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$", max_length=60)]
DateBound = Annotated[str, StringConstraints(pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2}|today([+-][0-9]{1,3}[dmy])?)$")]
Count = Annotated[int, Field(ge=0)]
