"""The pages of "my settings" that this app brings itself."""

from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from accounts import sections
from accounts.selectors.profiles import profile_of


def register():
    """Called once, when the app is ready; the apps above add theirs between."""
    for section in (
        sections.Section("accounts:profile", _("Profile"), _("Name, place, phone, picture"), "user", 10, _who),
        sections.Section("accounts:security", _("Sign-in and security"), _("E-mail, password, devices"), "lock", 30),
        sections.Section("accounts:display", _("Language and colors"), "", "sun", 40, _shown),
        sections.Section("notifications:preferences", _("Notifications"), _("What we tell you, and how"), "bell", 50),
        sections.Section(
            "accounts:privacy", _("Privacy"), _("Who sees what of you, and whom you have blocked"), "shield", 60
        ),
        sections.Section("accounts:data", _("Your data"), _("Take it with you, or delete the account"), "download", 70),
    ):
        sections.register(section)


def _who(user):
    return user.name


def _shown(user):
    languages = {code: get_language_info(code)["name_local"] for code, _label in settings.LANGUAGES}
    theme = profile_of(user).get_theme_display()
    return _("%(language)s, %(theme)s") % {"language": languages.get(user.language, user.language), "theme": theme}
