"""Phone and mail between the two of a conversation: what is open to me, and what of mine is open."""

from dataclasses import dataclass

from django.utils.functional import Promise

from accounts.models import Disclosure
from accounts.selectors.disclosures import contact_of, open_between
from accounts.selectors.profiles import profile_of
from adoption.services.contacts import BY_HAND

What = Disclosure.What


@dataclass(frozen=True)
class Own:
    """One of my own details towards one person; `value` is empty where my profile holds none."""

    what: str
    label: str | Promise
    value: str
    is_shown: bool


@dataclass(frozen=True)
class Contact:
    """`theirs`: {"phone", "email", "address"}, only what is open to me. `own`: what I can show or take back."""

    theirs: dict
    own: list

    @property
    def shown(self):
        """What of mine stands open at the moment."""
        return [row for row in self.own if row.is_shown]


def of(person, *, viewer):
    """The details between `viewer` and `person`, as `viewer` may see and decide about them."""
    shown = open_between(viewer, viewer=person)
    held = {What.PHONE: profile_of(viewer).phone, What.EMAIL: viewer.email}
    own = [Own(what, What(what).label, held[What(what)], what in shown) for what in BY_HAND]
    return Contact(contact_of(person, viewer=viewer), own)
