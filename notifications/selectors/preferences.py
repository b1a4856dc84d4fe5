"""What people chose to be told, and how."""

from notifications import kinds
from notifications.models import Preference

CHANNELS = tuple(Preference.Channel.values)


def who_wants(kind, channel, user_ids):
    """Which of these people are told of `kind` on `channel`: their choice, or else the kind's default."""
    rows = Preference.objects.filter(user__in=list(user_ids), kind=kind.name, channel=channel)
    chosen = dict(rows.values_list("user", "is_on"))
    default = kind.essential or channel in kind.channels
    return {pk for pk in user_ids if chosen.get(pk, default)} if kind.offers(channel) else set()


def is_on(user, kind, channel):
    """Is this person told of a kind, by name, on a channel?"""
    return kind in kinds_on(user, channel)


def kinds_on(user, channel):
    """Names of the kinds that this person is told of on `channel`."""
    rows = Preference.objects.filter(user=user, channel=channel)
    chosen = dict(rows.values_list("kind", "is_on"))
    return {
        kind.name
        for kind in kinds.all_kinds()
        if kind.offers(channel) and (kind.essential or chosen.get(kind.name, channel in kind.channels))
    }


def matrix(user):
    """A line a kind that leaves a choice: {kind, label, channels: {page: True, mail: False, …}}; None: not offered."""
    on = {channel: kinds_on(user, channel) for channel in CHANNELS}
    return [
        {
            "kind": kind.name,
            "label": kind.label,
            "channels": {channel: (kind.name in on[channel]) if kind.offers(channel) else None for channel in CHANNELS},
        }
        for kind in kinds.chosen_by_people()
    ]


def channels_offered():
    """[(value, words)] of the ways in which people can be told."""
    return Preference.Channel.choices
