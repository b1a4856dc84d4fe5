"""What a person tells about herself."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import facts, places
from accounts.models import Profile
from accounts.phones import normalize_phone
from accounts.services import audit
from accounts.text import one_line
from petbuddy.errors import Invalid

OF_USER = ("name", "language")
OF_PROFILE = ("county", "district", "phone", "address", "facts", "facts_at", "theme")
NAME_LENGTH, ADDRESS_LENGTH = 60, 200


@transaction.atomic
def update(*, user, by, changes):
    """Change some of name, language, county, district, phone, address, facts, theme. Raises Invalid by field."""
    profile, _made = Profile.objects.select_for_update().get_or_create(user=user)
    cleaned = _cleaned(profile, changes)
    mine = {field: value for field, value in cleaned.items() if field in OF_USER}
    rest = {field: value for field, value in cleaned.items() if field in OF_PROFILE}
    for row, values in ((user, mine), (profile, rest)):
        for field, value in values.items():
            setattr(row, field, value)
        if values:
            row.save(update_fields=list(values))
    if cleaned:
        audit.record(action="profile.changed", by=by, ref=user, fields=cleaned)
    user.profile = profile
    return profile


def _cleaned(profile, changes):
    cleaned, errors = {}, {}
    for field, value in changes.items():
        try:
            cleaned[field] = CLEANERS[field](value)
        except ValidationError as error:
            errors[field] = error.messages
    county = cleaned.get("county", profile.county)
    district = cleaned.get("district", "" if "county" in cleaned else profile.district)
    if county and not places.is_known(county, district):
        errors["district" if district else "county"] = [_("Choose a place from the list.")]
    if errors:
        raise Invalid(errors=errors)
    if "facts" in cleaned:
        cleaned["facts_at"] = timezone.now()
    if "county" in cleaned:
        cleaned["district"] = district if county else ""
    return cleaned


def _name(value):
    name = one_line(value)
    if not name:
        raise ValidationError(_("Tell us what to call you."))
    if len(name) > NAME_LENGTH:
        raise ValidationError(_("At most %(limit)s characters.") % {"limit": NAME_LENGTH})
    return name


def _address(value):
    address = one_line(value)
    if len(address) > ADDRESS_LENGTH:
        raise ValidationError(_("At most %(limit)s characters.") % {"limit": ADDRESS_LENGTH})
    return address


def _one_of(choices):
    def clean(value):
        if value not in choices:
            raise ValidationError(_("Choose one of the list."))
        return value

    return clean


CLEANERS = {
    "name": _name,
    "language": _one_of([code for code, _label in settings.LANGUAGES]),
    "county": str,
    "district": str,
    "phone": normalize_phone,
    "address": _address,
    "facts": facts.cleaned,
    "theme": _one_of(Profile.Theme.values),
}
