"""What an app above decided about those who answered: a chip and a way to the place where it is decided.

Forms know no applications; whoever starts submissions registers in ready() how their standing is read.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from petbuddy.chips import CHIPS


@dataclass(frozen=True)
class Standing:
    """`chip`: (kind, state) of petbuddy.chips; `about`: what it was for, in a word; `url`: where it is decided."""

    chip: tuple[str, str] | None = None
    about: str = ""
    url: str = ""

    @property
    def words(self) -> str | None:
        """The chip as words, for files and paper."""
        kind, state = self.chip or ("", "")
        chip = CHIPS.get(kind, {}).get(state)
        return str(chip.text) if chip else None


Read = Callable[[Iterable[int], Any], dict[int, Standing]]
_readers: list[Read] = []


def register(read: Read) -> None:
    """`read(submission keys, by)` gives {submission key: Standing} of those whose standing `by` may know."""
    _readers.append(read)


def of(keys: Iterable[int], by: Any) -> dict[int, Standing]:
    """The standing of each submission that has one, for this reader."""
    wanted = list(keys)
    found: dict[int, Standing] = {}
    for read in _readers:
        found |= read(wanted, by)
    return found
