"""What a person sees in the bell."""

from datetime import timedelta
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from notifications import kinds, refs, topics
from notifications.models import Notification
from notifications.selectors import preferences


def shown_to(user):
    """This person's bell, newest first, without the kinds that she switched off in the page."""
    return Notification.objects.filter(recipient=user, kind__in=preferences.kinds_on(user, "page")).order_by("-id")


def unread_count(user):
    """The number on the bell."""
    return shown_to(user).filter(read_at=None).count()


def with_objects(notifications):
    """The same as a list, each with the object that it is about: one query a kind of object, not a row."""
    notifications = list(notifications)
    wanted = {}
    for notice in notifications:
        kind = kinds.get(notice.kind)
        wanted.setdefault(kind.related if kind else (), []).append(notice)
    for related, group in wanted.items():
        found = refs.resolve_many({notice.ref for notice in group}, related)
        for notice in group:
            notice.about = found.get(notice.ref)
    return notifications


class Page(NamedTuple):
    items: list
    next_before: int | None
    is_first: bool


def page_of(user, *, before="", size=30):
    """One page of the bell, each notification with its words in `shown`; what can no longer be told of is left out."""
    rows = shown_to(user)
    is_first = not before.isdecimal()
    if not is_first:
        rows = rows.filter(pk__lt=int(before[:18]))
    found = list(rows[: size + 1])
    return Page(rendered(found[:size]), found[size - 1].pk if len(found) > size else None, is_first)


def rendered(notifications):
    """The notifications that still have something to say, with their words in the active language as `shown`."""
    notices = with_objects(notifications)
    for notice in notices:
        notice.shown = kinds.render(notice)
    return [notice for notice in notices if notice.shown]


def grouped(notices):
    """[(heading, notifications)]: today, this week, earlier; empty groups are left out."""
    today = timezone.localdate()
    week = today - timedelta(days=6)
    groups = {_("Today"): [], _("This week"): [], _("Earlier"): []}
    new, recent, old = groups.values()
    for notice in notices:
        day = timezone.localdate(notice.created_at)
        (new if day >= today else recent if day >= week else old).append(notice)
    return [(heading, items) for heading, items in groups.items() if items]


def hint_for(notification_id):
    """(topic, payload) that tells the person's open pages of a new notification; None when there is none to tell of."""
    notice = Notification.objects.select_related("recipient").filter(pk=notification_id, read_at=None).first()
    if notice is None or notice.kind not in preferences.kinds_on(notice.recipient, "page"):
        return None
    payload = {"type": "notification", "id": notice.pk, "kind": notice.kind, "unread": unread_count(notice.recipient)}
    return topics.of_user(notice.recipient), payload
