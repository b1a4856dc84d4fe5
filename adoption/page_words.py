"""The sentences that the scripts of this app's pages say; a page hands them over in `page-messages`."""

from django.utils.translation import gettext_lazy as _

from forms_builder.evaluation import client_messages

TALK_WORDS = {
    "talk_failed": _("Not sent. Your words are still here."),
    "talk_waiting": _("Waiting for a connection"),
    "talk_sending": _("Sending…"),
    "talk_chosen": {"one": _("{count} photo chosen"), "other": _("{count} photos chosen")},
    "application_moved": _("There is news about your application."),
    "application_load": _("Show it"),
}
SLOT_WORDS = {
    "slot_free": {"one": _("{count} place left"), "other": _("{count} places left")},
    "slot_full": _("Taken"),
    "day_free": {"one": _("{day}, {count} free time"), "other": _("{day}, {count} free times")},
    "day_none": _("{day}, no free time"),
}
APPLY_WORDS = {
    "save_saving": _("Saving…"),
    "save_saved": _("Saved at {time}"),
    "save_offline": _("Offline: kept on this device, saved when you are back."),
    "save_blocked": _("Offline, and this browser keeps nothing. Leave this page open."),
    "save_failed": _("Not saved. Your text is still here."),
    "save_elsewhere": _("You answered some of this on another device."),
    "save_show": _("Show it"),
    "save_online_only": _("Saved at {time}. This browser keeps no copy itself: stay online while you write."),
    "minutes_left": {"one": _("About {count} minute left"), "other": _("About {count} minutes left")},
    "save_signed_out": _("You were signed out. Sign in to return to this question."),
    "step_offline": _("You are offline. What you wrote is kept here; go on when you are back."),
    "uploads_running": _("Photos are still on their way. One moment."),
    "uploads_stuck": _("A photo has not arrived yet. Try again, or take it out."),
    "upload_start": _("Uploading {name}"),
    "upload_done": _("{name} is in"),
    "upload_remove": _("Remove {name}"),
    "upload_retry": _("Try again"),
    "upload_failed": _("Not uploaded"),
    "upload_waiting": _("Waiting"),
    "upload_offline": _("Kept here, sent when you are online"),
    "upload_too_many": _("At most {most} files here."),
    "upload_too_big": _("This one is {size} MB; the limit is {most} MB. Please pick another."),
    "upload_progress": _("Progress of {name}"),
    "more_opened": _("Your answer opened another question below."),
}


def apply_words():
    """Everything that the form's scripts may say, in the reader's language."""
    return plain(APPLY_WORDS) | client_messages()


def plain(words):
    """Lazy sentences as text, for JSON."""
    return {key: plain(value) if isinstance(value, dict) else str(value) for key, value in words.items()}
