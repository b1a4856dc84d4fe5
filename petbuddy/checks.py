"""System checks: what the database or a production server would not forgive."""

from django.conf import settings
from django.core import checks


@checks.register(checks.Tags.security, deploy=True)
def production_has_real_parts(app_configs, **kwargs):
    """An https address with the embedded parts behind it would lose data or mail."""
    if not settings.IS_SECURE:
        return []
    found = []
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        found.append(checks.Error("DATABASE_URL must name MySQL in production.", id="petbuddy.E001"))
    if "FileSystemStorage" in settings.STORAGES["default"]["BACKEND"]:
        found.append(checks.Error("MEDIA_BUCKET and PRIVATE_BUCKET must be set in production.", id="petbuddy.E002"))
    if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        found.append(checks.Error("EMAIL_URL or EMAIL_BACKEND must be set in production.", id="petbuddy.E003"))
    if settings.REST_FRAMEWORK["NUM_PROXIES"] < 1:
        hint = "Nothing of ours speaks TLS, so a proxy does: without the number all visitors share its address."
        found.append(checks.Error("NUM_PROXIES must be at least 1 in production.", hint=hint, id="petbuddy.E004"))
    return found
