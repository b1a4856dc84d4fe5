"""Mail addresses as they are stored and compared: one spelling each, so that two spellings are never two accounts."""

import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

LONGEST = 254
NOT_AN_ADDRESS = _("This does not look like an e-mail address. It has the form name@example.com.")


def normalize_email(email):
    """NFKC, trimmed, case folded, the domain in its ASCII form: look-alikes that a collation would mix up are gone."""
    text = unicodedata.normalize("NFKC", email or "").strip().casefold()
    local, at, domain = text.rpartition("@")
    try:
        return f"{local}{at}{domain.encode('idna').decode('ascii')}" if at and domain else text
    except UnicodeError:
        return text


def clean_email(email):
    """The address as it is stored. Raises ValidationError for what is none, or has other letters than ASCII."""
    text = normalize_email(email)
    if len(text) > LONGEST or not text.isascii():
        raise ValidationError(NOT_AN_ADDRESS, code="invalid")
    EmailValidator(message=NOT_AN_ADDRESS)(text)
    return text
