"""What a person wants to be told."""

from django.db import transaction
from django.utils.translation import gettext as _

from notifications import kinds
from notifications.models import Preference, Suppression
from petbuddy.errors import Invalid


@transaction.atomic
def choose(*, user, choices):
    """Keep the person's choices, {kind: {channel: on?}}; kinds and channels that she does not name stay as they are."""
    rows = []
    for name, channels in choices.items():
        kind = kinds.get(name)
        if kind is None or kind.essential:
            raise Invalid(
                _("This cannot be switched on or off."), errors={name: [_("This cannot be switched on or off.")]}
            )
        for channel, is_on in channels.items():
            if channel not in Preference.Channel.values or not kind.offers(channel):
                raise Invalid(errors={f"{name}.{channel}": [_("There is no such way to tell you this.")]})
            rows.append(Preference(user=user, kind=name, channel=channel, is_on=is_on))
    for row in rows:
        Preference.objects.update_or_create(
            user=user, kind=row.kind, channel=row.channel, defaults={"is_on": row.is_on}
        )


@transaction.atomic
def unsubscribe(*, mail):
    """Whoever holds the mail wants no more of its kind; a stranger's address gets no more mail at all."""
    if mail.recipient_id:
        choose(user=mail.recipient, choices={mail.kind: {"mail": False}})
    else:
        Suppression.objects.get_or_create(address=mail.to.lower(), defaults={"reason": "unsubscribed"})
