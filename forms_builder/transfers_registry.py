"""What hangs on a form in higher apps, and must stay with its owner when the form changes hands.

They register in AppConfig.ready(): this app knows no posts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class User:
    """`hold(form)` locks what uses the form and says if anything does; `move(form=, copy=)` puts the copy there."""

    hold: Callable[[Any], bool]
    move: Callable[..., None]


_users: list[User] = []


def register(*, hold: Callable[[Any], bool], move: Callable[..., None]) -> None:
    _users.append(User(hold, move))


def hold(form: Any) -> bool:
    """Lock everything that uses the form; is there anything?"""
    held = [user.hold(form) for user in _users]  # all of them: each locks its own
    return any(held)


def move(*, form: Any, copy: Any) -> None:
    """Let everything that used `form` use `copy` from now on."""
    for user in _users:
        user.move(form=form, copy=copy)
