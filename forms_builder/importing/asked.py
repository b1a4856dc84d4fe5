"""One question as another system asked it, before it becomes one of ours."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Asked:
    """`kind`: one of our types, or "section". `condition`: as the other system wrote it; `after_yes`: asked further.

    `notes` says what was lost on the way here.
    """

    kind: str
    label: str
    name: str = ""
    help: str = ""
    required: bool = False
    choices: list[str] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    condition: str = ""
    after_yes: bool = False
    props: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
