"""What could not be carried over, said to the giver."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Remark:
    """`where`: the question it is about as the other system called it, empty for the form as a whole."""

    where: str
    message: str
