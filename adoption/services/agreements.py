"""The adoption agreement: drawn up with the promise, signed by both by typing their names."""

import hashlib
import re

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from adoption.models import Agreement, Reservation
from adoption.services import locks, rights
from petbuddy.errors import Conflict, Forbidden, Invalid
from petbuddy.retries import retry_deadlocks

TEMPLATE_VERSION = "2026-1"
NAME_LENGTH = 60


def draw_up(*, reservation):
    """Freeze the text that both will sign, in the language of each."""
    text = _text(reservation)
    return Agreement.objects.create(
        reservation=reservation,
        template_version=TEMPLATE_VERSION,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )


@retry_deadlocks
@transaction.atomic
def sign(*, reservation, by, name):
    """Put one's typed name under the agreement; once is enough. Returns the agreement."""
    rights.require_active(by)
    name = " ".join(name.split())
    if not name or len(name) > NAME_LENGTH:
        raise Invalid(errors={"name": [_("Type your full name to sign.")]})
    post = locks.post(reservation.post_id)
    rights.require_not_frozen(post)
    reservation = Reservation.objects.select_related("application").get(pk=reservation.pk)
    if reservation.ended_at is not None:
        raise Conflict(_("This reservation has ended; there is nothing to sign any more."), code="reservation_ended")
    party = _party(reservation, post, by)
    unsigned = Agreement.objects.filter(reservation=reservation, **{f"{party}_signed_at": None})
    unsigned.update(**{f"{party}_name": name, f"{party}_signed_at": timezone.now()})
    return Agreement.objects.get(reservation=reservation)


def forget(*, agreement, person):
    """Take a person's name out of the text and from under it; its fingerprint stays that of what both had signed."""
    reservation = agreement.reservation
    party = "adopter" if person.pk == reservation.application.applicant_id else "giver"
    text = agreement.text
    for language, _label in settings.LANGUAGES:
        with override(language):
            text = _without_name(text, agreement.template_version, language, party)
    Agreement.objects.filter(pk=agreement.pk).update(text=text, **{f"{party}_name": ""})


def _without_name(text, version, language, party):
    """The template says on which line the name stands, so it goes whatever it was at that time."""
    mark = "<name>"
    blank = render_to_string(f"adoption/agreements/{version}.{language}.txt", {party: mark})
    for line in blank.splitlines():
        before, found, after = line.partition(mark)
        if found:
            whole = f"{before}{_('Former member')}{after}".replace("\\", r"\\")
            text = re.sub(rf"(?m)^{re.escape(before)}.*{re.escape(after)}$", whole, text)
    return text


def _party(reservation, post, by):
    if by.pk == reservation.application.applicant_id:
        return "adopter"
    if by.pk == post.giver_id:
        return "giver"
    raise Forbidden


def _text(reservation):
    giver, adopter = reservation.post.giver, reservation.application.applicant
    languages = dict.fromkeys([giver.language, adopter.language])  # one text, or one beside the other
    return "\n\n──────\n\n".join(_in_language(reservation, language) for language in languages)


def _in_language(reservation, language):
    post = reservation.post
    with override(language):
        return render_to_string(
            f"adoption/agreements/{TEMPLATE_VERSION}.{language}.txt",
            {
                "post": post,
                "giver": post.giver.shown_name,
                "adopter": reservation.application.applicant.shown_name,
                "made_on": date_format(timezone.localdate(reservation.made_at), "DATE_FORMAT"),
            },
        ).strip()
