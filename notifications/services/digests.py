"""The daily digest: for what people would rather read together, once, in the evening."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone

from notifications.models import Mail, Notification, Preference
from notifications.selectors import preferences
from notifications.services import notices

EVENING = 18  # o'clock where the site lives
MOST = 20


def send_due(now):
    """Write today's digest for each person who has unread news of a kind that she put there. Returns how many."""
    today = timezone.localtime(now)
    if today.hour < EVENING:
        return 0
    day = today.date().isoformat()
    chosen = Preference.objects.filter(channel=Preference.Channel.DIGEST, is_on=True).values("user")
    people = get_user_model().objects.filter(pk__in=chosen, is_active=True)
    done = set(Mail.objects.filter(kind="digest", dedup_key__endswith=f":{day}").values_list("recipient", flat=True))
    return sum(_write(person, now, day) for person in people.order_by("pk").iterator() if person.pk not in done)


def _write(person, now, day):
    kinds_on = preferences.kinds_on(person, "digest")
    fresh = Notification.objects.filter(
        recipient=person, kind__in=kinds_on, read_at=None, created_at__gt=now - timedelta(days=1)
    )
    ids = list(fresh.order_by("-pk").values_list("pk", flat=True)[:MOST])
    if not ids or not preferences.is_on(person, "digest", "mail"):
        return False
    address = getattr(person, person.EMAIL_FIELD)
    key = f"digest:{person.pk}:{day}"
    written = notices.send_mail(
        kind="digest", to=address, language=person.language, recipient=person, dedup_key=key, data={"ids": ids}
    )
    return written is not None
