"""Where a form is used in higher apps: named before it closes, told when it takes answers again.

They register in AppConfig.ready(): this app knows no posts.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Use:
    """One place that asks the questions of the form: its name, and where it stands."""

    name: str
    url: str


@dataclass(frozen=True)
class User:
    """`uses(form, by)`: the places that ask it and that `by` may know; `opened(form=, by=)`: it takes answers again."""

    uses: Callable[[Any, Any], Iterable[Use]]
    opened: Callable[..., None]


_users: list[User] = []


def register(*, uses: Callable[[Any, Any], Iterable[Use]], opened: Callable[..., None]) -> None:
    _users.append(User(uses, opened))


def uses_of(form: Any, by: Any) -> list[Use]:
    """Every place that asks this form's questions now, as far as this person may know of it."""
    return [use for user in _users for use in user.uses(form, by)]


def opened(*, form: Any, by: Any) -> None:
    """Tell all that the form takes answers again."""
    for user in _users:
        user.opened(form=form, by=by)
