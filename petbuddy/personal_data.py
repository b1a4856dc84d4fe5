"""What each app knows of a person: how she takes it with her, and how it goes when she does.

Every app registers its Part in AppConfig.ready(); accounts.services.personal_data asks all of them. The order is that
of INSTALLED_APPS, the highest app first: what it tells while it forgets still passes through the apps below.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class File:
    """One stored file of a person; `name` is what she called it."""

    key: str
    is_public: bool = False
    name: str = ""


def _no_files(user):
    return ()


def _untouched(user):
    """Nothing of this app is live while an account waits for its end."""


@dataclass(frozen=True)
class Part:
    """One app's share. Each function takes the person; all but the first two run in the transaction of the caller.

    `export` gives {section: rows as JSON}, `files` what lies beside it in the archive. `erase` empties or removes her
    rows so that others' stay whole, and promises the removal of her files; it may run again at any time. `leave`
    quiets what is live while she can still change her mind, `stay` undoes that.
    """

    name: str
    export: Callable[[Any], dict]
    erase: Callable[[Any], None]
    files: Callable[[Any], Iterable[File]] = _no_files
    leave: Callable[[Any], None] = _untouched
    stay: Callable[[Any], None] = _untouched


_parts: dict[str, Part] = {}


def register(part):
    """Add one app's part; called from its AppConfig.ready()."""
    _parts[part.name] = part


def parts():
    """Every app's part, the highest app first."""
    return list(_parts.values())


def rows(queryset, *fields):
    """[{field: value}] in the order of the keys, as the archive shows them."""
    return list(queryset.order_by("pk").values(*fields))
