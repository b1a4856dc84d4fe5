"""The words, tones and icons of every state that people see (ux.md, section 4)."""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Chip(NamedTuple):
    """A state as people see it; an empty icon means the word stands alone."""

    tone: str
    icon: str
    text: str


CHIPS: dict[str, dict[str, Any]] = {
    "post": {
        "draft": Chip("grey", "", pgettext_lazy("post", "Draft")),
        "in_review": Chip("sky", "clock", pgettext_lazy("post", "In review")),
        "published": Chip("leaf", "", pgettext_lazy("post", "Available")),
        "paused": Chip("mango", "clock", pgettext_lazy("post", "Paused")),
        "reserved": Chip("violet", "heart", pgettext_lazy("post", "Reserved")),
        "adopted": Chip("jade", "home", pgettext_lazy("post", "Home")),
        "withdrawn": Chip("grey", "", pgettext_lazy("post", "Withdrawn")),
        "removed": Chip("red", "alert", pgettext_lazy("post", "Removed")),
    },
    "visibility": {
        "public": None,
        "unlisted": Chip("grey", "share", _("Unlisted")),
        "private": Chip("grey", "lock", _("Private")),
    },
    "source": {
        "giver": None,
        "shelter": Chip("sky", "home", _("Shelter")),
    },
    "application": {
        "draft": Chip("grey", "", pgettext_lazy("application", "Not sent")),
        "submitted": Chip("sky", "plane", pgettext_lazy("application", "Sent")),
        "under_review": Chip("sky", "eye", pgettext_lazy("application", "Being read")),
        "shortlisted": Chip("mango", "star", pgettext_lazy("application", "Shortlisted")),
        "reserved": Chip("violet", "heart", pgettext_lazy("application", "Reserved for you")),
        "reserved_giver": Chip("violet", "heart", pgettext_lazy("application", "Reserved")),
        "adopted": Chip("jade", "home", pgettext_lazy("application", "Home")),
        "declined": Chip("grey", "", pgettext_lazy("application", "Declined")),
        "withdrawn": Chip("grey", "", pgettext_lazy("application", "Withdrawn")),
        "closed": Chip("grey", "", pgettext_lazy("application", "Rehoming ended")),
        "closed_gone": Chip("grey", "", pgettext_lazy("application", "Found a home")),
    },
    "booking": {
        "booked": Chip("mango", "calendar", pgettext_lazy("booking", "Visit to be confirmed")),
        "confirmed": Chip("violet", "calendar", pgettext_lazy("booking", "Visit confirmed")),
        "done": Chip("leaf", "check", pgettext_lazy("booking", "You met")),
        "no_show": Chip("red", "alert", pgettext_lazy("booking", "Did not come")),
        "cancelled": Chip("grey", "", pgettext_lazy("booking", "Visit cancelled")),
    },
    "follow_up": {
        "planned": Chip("grey", "calendar", pgettext_lazy("follow-up", "Planned")),
        "sent": Chip("mango", "clock", pgettext_lazy("follow-up", "Waiting for news")),
        "answered": Chip("leaf", "check", pgettext_lazy("follow-up", "News received")),
        "overdue": Chip("red", "alert", pgettext_lazy("follow-up", "Overdue")),
    },
    "form": {
        "draft": Chip("grey", "", pgettext_lazy("form", "Draft")),
        "published": Chip("leaf", "check", pgettext_lazy("form", "Live")),
        "changed": Chip("mango", "edit", pgettext_lazy("form", "Unpublished changes")),
        "closed": Chip("grey", "lock", pgettext_lazy("form", "Closed")),
    },
}
