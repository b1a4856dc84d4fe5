"""The sentences that the board's modules may say."""

from django.utils.translation import gettext_lazy as _

BOARD_MESSAGES = {
    "board_arrived": _("A new application for {pet} has arrived."),
    "board_changed": _("The board has changed."),
    "board_likes": {"one": _("{count} like"), "other": _("{count} likes")},
    "board_views": {"one": _("{count} look at the form"), "other": _("{count} looks at the form")},
    "board_show": _("Show"),
}
