"""Opaque ids: answers and conditions point at these, never at a label or a position."""

import re
import secrets
import string

FORM_ID = "form"
KINDS = ("p", "q", "c", "k")
ID_PATTERN = r"^[pqck]_[a-z0-9_]{2,40}$"
PAGE_ID_PATTERN = r"^p_[a-z0-9_]{2,40}$"
QUESTION_ID_PATTERN = r"^q_[a-z0-9_]{2,40}$"
CHOICE_ID_PATTERN = r"^c_[a-z0-9_]{2,40}$"
CHECK_ID_PATTERN = r"^k_[a-z0-9_]{2,40}$"

_ALPHABET = string.ascii_lowercase + string.digits
_VALID = re.compile(ID_PATTERN, re.ASCII)


def new_id(kind: str) -> str:
    """Return a fresh id for a page (p), a question (q), a choice (c) or a check (k)."""
    if kind not in KINDS:
        raise ValueError(f"Unknown kind of id: {kind!r}")
    return f"{kind}_{''.join(secrets.choice(_ALPHABET) for _ in range(12))}"


def is_valid_id(value: object, kind: str) -> bool:
    """Tell whether a suggested id has the shape of that kind."""
    return isinstance(value, str) and value[:2] == f"{kind}_" and bool(_VALID.fullmatch(value))
