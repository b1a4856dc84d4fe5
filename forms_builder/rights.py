"""The eight rights on a form: their names, their words, and the sets in which they are usually given."""

from django.utils.translation import gettext_lazy as _

RIGHTS = (
    "edit_form",
    "publish_form",
    "view_results",
    "view_private_answers",
    "review_results",
    "export_results",
    "delete_results",
    "share_form",
)
# None of these means anything to somebody who cannot open the answers at all.
NEED_RESULTS = frozenset({"view_private_answers", "review_results", "export_results", "delete_results"})

WORDS = {
    "edit_form": _("Change the questions"),
    "publish_form": _("Publish, close and reopen"),
    "view_results": _("Read the answers"),
    "view_private_answers": _("Read private answers and photos"),
    "review_results": _("Score and take notes"),
    "export_results": _("Download the answers"),
    "delete_results": _("Delete answers"),
    "share_form": _("Share it with others"),
}
CUSTOM = "custom"
PRESETS = {
    "edit": ("edit_form",),
    "read": ("view_results",),
    "score": ("view_results", "review_results"),
}
PRESET_WORDS = {
    "edit": _("Can edit"),
    "read": _("Can read answers"),
    "score": _("Can read and score"),
}


def completed(rights):
    """These rights, and reading the answers where one of them is of no use without it."""
    wanted = frozenset(rights)
    return wanted | {"view_results"} if wanted & NEED_RESULTS else wanted


def preset_of(rights):
    """The name of the usual set with exactly these rights, or `custom`."""
    return next((name for name, members in PRESETS.items() if frozenset(members) == frozenset(rights)), CUSTOM)


def in_words(rights):
    """What a person may do, as a list of words: a usual set has a word of its own."""
    name = preset_of(rights)
    return [PRESET_WORDS[name]] if name != CUSTOM else [WORDS[right] for right in RIGHTS if right in rights]
