"""The sentences that the scripts of the post editor say."""

from django.utils.translation import gettext_lazy as _

from adoption.page_words import plain

WORDS = {
    "editor_saving": _("Saving…"),
    "editor_saved": _("Saved at {time}"),
    "editor_offline": _("Offline: not saved yet. Keep writing; we save when you are back."),
    "editor_failed": _("Not saved. Your text is still here."),
    "editor_refused": _("Not saved: {reason}"),
    "editor_name": _("The pet’s name"),
    "photo_alt": _("What the photo shows"),
    "photo_describe": _("Describe it"),
    "photo_left": _("Move forward"),
    "photo_right": _("Move back"),
    "photo_cover": _("Make it the cover"),
    "photo_is_cover": _("Cover"),
    "photo_remove": _("Remove photo"),
    "photo_retry": _("Try again"),
    "photo_cancel": _("Cancel"),
    "photo_waiting": _("Waiting"),
    "photo_preparing": _("Being prepared"),
    "photo_progress": _("Progress of {name}"),
    "photo_started": _("Uploading {name}"),
    "photo_done": _("{name} is in"),
    "photo_failed": _("{name} was not uploaded: {reason}"),
    "photo_moved": _("Photo {index} of {count}"),
    "photo_too_large": _("This photo is {size} MB; the limit is {limit} MB. Pick another."),
    "photo_too_many": _("A post has at most {limit} photos."),
}
PROMPTS = (
    _("How did it come to you?"),
    _("What is an ordinary day like?"),
    _("What kind of family would be right?"),
)


def editor_words():
    return plain(WORDS)


def prompts():
    """Three questions that make a story."""
    return [str(prompt) for prompt in PROMPTS]
