"""The sentences that modules of every page may say; a page adds its own in `page-messages`."""

from django.utils.translation import gettext_lazy as _

CORE_MESSAGES = {
    "undo": _("Undo"),
    "close": _("Close"),
    "retry": _("Try again"),
    "sign_in": _("Sign in"),
    "network_error": _("No connection. Nothing was changed; try again in a moment."),
    "server_error": _("Something broke on our side. Nothing was changed; try again."),
    "liked_title": _("Saved {name}"),
    "liked": _("We will tell you when the status changes; you can apply now."),
    "liked_shelter": _("We will tell you when the status changes."),
    "liked_on_device": _("Kept on this device. Sign in to apply and to hear of changes."),
    "unliked": _("Removed from your likes."),
    "like_failed": _("Could not save the like. Try again."),
    "likes_kept": {
        "one": _("Your like from this device is saved in your account."),
        "other": _("Your likes from this device are saved in your account."),
    },
    "like_offer": _("Create an account and your likes stay, and you can apply."),
    "like_offer_action": _("Create account"),
    "unread": _("Notifications, {count} unread"),
    "notifications": _("Notifications"),
    "all_notifications": _("All notifications"),
    "mark_all_read": _("Mark all read"),
    "all_caught_up": _("All caught up"),
    "is_unread": _("Unread"),
    "counter_left": _("{count} characters left"),
    "counter_over": _("{count} characters too many"),
    "busy": _("Sending…"),
    "photo_of": _("Photo {index} of {count}"),
    "offline": _("You are offline. Keep writing; we will save when you are back."),
    "online": _("You are online again."),
}
