"""When a giver is usually at home: times for visits are suggested from it."""

from itertools import pairwise

from django.db import transaction
from django.utils.translation import gettext as _

from adoption.models import OpeningHours
from adoption.services import rights
from petbuddy.errors import Invalid

MOST = 14  # two stretches a day


@transaction.atomic
def keep(*, by, hours):
    """Replace the hours by these: [(weekday 0–6, starts, ends), …]. Raises Invalid with `until<weekday>` as field."""
    rights.require_active(by)
    hours = sorted(set(hours))
    errors = {}
    for weekday, starts, ends in hours:
        if ends <= starts:
            errors[f"until{weekday}"] = [_("The end comes after the beginning.")]
    for before, after in pairwise(hours):
        if before[0] == after[0] and after[1] < before[2]:
            errors[f"until{after[0]}"] = [_("These two stretches of a day overlap.")]
    if errors or len(hours) > MOST:
        raise Invalid(errors=errors)
    OpeningHours.objects.filter(giver=by).delete()
    rows = [OpeningHours(giver=by, weekday=day, starts=starts, ends=ends) for day, starts, ends in hours]
    return OpeningHours.objects.bulk_create(rows)
