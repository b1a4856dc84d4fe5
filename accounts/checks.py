"""System checks of what the accounts rest on."""

from django.conf import settings
from django.core import checks


@checks.register(checks.Tags.security)
def tokens_have_a_key_of_their_own(app_configs, **kwargs):
    """A short key can be guessed offline; one shared with Django's signatures ties two secrets together."""
    found = []
    if len(settings.JWT_KEY.encode()) < 32:
        found.append(checks.Error("JWT_KEY must have at least 32 bytes.", id="accounts.E001"))
    if settings.JWT_KEY == settings.SECRET_KEY:
        found.append(checks.Error("JWT_KEY must differ from SECRET_KEY.", id="accounts.E002"))
    return found
