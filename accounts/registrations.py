"""Ties a mailed code to the client that registered: alone it proves a mailbox, but not whose password is set.

Somebody may register another person's address with a password of his own and wait until its owner confirms it. So a
code counts only together with what the registration gave back to its client: a signed word, the same whether or not
the address had an account.
"""

import secrets
from dataclasses import asdict, dataclass

from django.core import signing

SALT = "accounts.pending"
SECONDS = 3600


@dataclass(frozen=True)
class Pending:
    """`state` ties the code to what was registered here; for an address that was taken it ties to nothing."""

    email: str
    state: str
    next: str = ""


def sign(*, email, token, next_path=""):
    """The client's word. `token` is None where the address had an account: the word looks the same."""
    state = token.state_hash if token else secrets.token_hex(32)
    return signing.dumps(asdict(Pending(email, state, next_path)), salt=SALT)


def read(word):
    """The Pending that a client shows, or None for a forged or old one."""
    try:
        return Pending(**signing.loads(word, salt=SALT, max_age=SECONDS))
    except (signing.BadSignature, TypeError, ValueError):
        return None
