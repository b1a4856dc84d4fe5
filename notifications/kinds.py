"""The kinds of notification. This app knows how people are told; each app above declares what it tells."""

import logging
from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass
from typing import Any

logger = logging.getLogger("petbuddy.notifications")


@dataclass(frozen=True)
class Kind:
    """One thing that people are told.

    `render(notification)` gives {title, body, url, icon, thumb} for the page (thumb: the address of a photo), or None
    when there is nothing to show any more. `mail(mail)` gives the context of the templates
    <template_app>/mail/<name>.{subject.txt,txt,html} with `url` and `action` of its one button and, if need be,
    `attachments` [(name, content, mimetype)]; or None when the mail has lost its reason. Both run in the reader's
    language. `channels` are on until a person chooses otherwise; an essential kind leaves no choice. `related` names
    what the renderers read beside the object (select_related).
    """

    name: str
    _: KW_ONLY
    label: Any = ""
    essential: bool = False
    channels: tuple[str, ...] = ("page", "mail")
    render: Callable[[Any], dict | None] | None = None
    mail: Callable[[Any], dict | None] | None = None
    template_app: str = "adoption"
    related: tuple[str, ...] = ()

    def offers(self, channel):
        """Can a person be told of this on that channel at all?"""
        return self.mail is not None if channel == "mail" else self.render is not None


_kinds: dict[str, Kind] = {}


def register(kind):
    """Declare a kind; called from AppConfig.ready() of the app that it belongs to."""
    _kinds[kind.name] = kind
    return kind


def get(name):
    """The kind, or None for one that a later release removed."""
    return _kinds.get(name)


def all_kinds():
    return list(_kinds.values())


def chosen_by_people():
    """The kinds that a person may switch on and off, in the order in which they were declared."""
    return [kind for kind in _kinds.values() if not kind.essential]


def render(notification):
    """{title, body, url, icon, thumb} in the active language; None when the kind or what it tells of is gone."""
    kind = get(notification.kind)
    if kind is None or kind.render is None:
        return None
    try:
        shown = kind.render(notification)
    except Exception:  # one broken renderer must not close the whole list
        logger.exception("notification not rendered", extra={"kind": notification.kind, "pk": notification.pk})
        return None
    return {"title": "", "body": "", "url": "", "icon": "bell", "thumb": ""} | shown if shown else None
