"""How the back office looks. Its navigation and its first page belong to the app that knows what is waiting."""

from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _


def _picture(name):
    return lambda request: static(f"img/{name}")


UNFOLD = {
    "SITE_TITLE": "PetBuddy",
    "SITE_HEADER": "PetBuddy",
    "SITE_SUBHEADER": _("Back office"),
    "SITE_ICON": _picture("logo-mark.svg"),
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": _picture("favicon.svg")}],
    "SHOW_HISTORY": False,  # our own audit trail tells it, with reasons
    "SHOW_VIEW_ON_SITE": False,
    "SHOW_LANGUAGES": True,
    "BORDER_RADIUS": "10px",
    "STYLES": [lambda request: static("css/back_office.css")],
    "DASHBOARD_CALLBACK": "adoption.admin.dashboard.fill",
    "SIDEBAR": {"show_search": False, "show_all_applications": False, "navigation": "adoption.admin.navigation.groups"},
    "COLORS": {
        # Jade, from the tokens of the site (static/scss/settings): 600 carries white text, 500 stands on dark.
        "primary": {
            "50": "#f0faf6",
            "100": "#dcf1e9",
            "200": "#b8e4d5",
            "300": "#86e0c9",
            "400": "#62d2b5",
            "500": "#3fb597",
            "600": "#0a6a57",
            "700": "#085547",
            "800": "#0a4a3d",
            "900": "#12372d",
            "950": "#04241c",
        },
        "base": {
            "50": "#f6f8f5",
            "100": "#edf1ec",
            "200": "#dce3dc",
            "300": "#c2cdc7",
            "400": "#9daba4",
            "500": "#5a6962",
            "600": "#43524b",
            "700": "#303c36",
            "800": "#222d28",
            "900": "#18211d",
            "950": "#0f1613",
        },
    },
}
