"""Sentences to start from, and the small forms in which staff say why."""

from datetime import timedelta
from functools import partial

from django import forms
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from petbuddy.back_office import choice_field, words_field

MEND = {
    "money": _("Please take out words about money, deposits or transport. The fee may only repay vaccine or chip."),
    "contact": _("Please take out phone numbers and messenger names. People reach you here once they have applied."),
    "photos": _("Please add a photo that shows the animal clearly, taken by yourself."),
    "story": _("Please tell a little more: where the animal lives now, its health, and why it needs a new home."),
    "health": _("Please say which vaccinations it has had and whether it is chipped and neutered, as far as you know."),
}
REMOVE = {
    "money": _("The post asks for money. Adoption is free; a fee may only repay vaccine or chip."),
    "stolen": _("The photos or words belong to somebody else."),
    "trade": _("The post offers animals for sale, which the law forbids."),
    "welfare": _("What the post describes puts the animal in danger."),
    "false": _("What the post says is not true, as far as we could find out."),
}
OWN = [("", _("In my own words"))]


class SeenForm(forms.Form):
    """Carries the revision that was read, so that nothing is decided unseen."""

    seen_rev = forms.IntegerField(widget=forms.HiddenInput)


class _Sentence(forms.Form):
    """A sentence of ours in the reader's language, words of one's own, or both: `said(language)` puts them together."""

    sentences: dict = {}

    def clean(self):
        data = super().clean()
        ours, own = self.sentences.get(data.pop("sentence", "")), data.pop("words", "").strip()
        return {**data, "said": partial(_said, ours, own)}


def _said(ours, own, language):
    with translation.override(language):
        return "\n".join(part for part in (str(ours or ""), own) if part)


def sentence_form(sentences, help_text):
    """A form class: choose one of `sentences`, add words; one of the two is needed (the service says so)."""
    return type(
        "SentenceForm",
        (_Sentence,),
        {
            "sentences": sentences,
            "sentence": choice_field(_("Sentence"), OWN + list(sentences.items()), required=False, is_open=True),
            "words": words_field(_("Your words"), limit=500, help_text=help_text, required=False),
        },
    )


class ReturnForm(sentence_form(MEND, _("The giver reads this and mends it."))):
    seen_rev = forms.IntegerField(widget=forms.HiddenInput)


RemoveForm = sentence_form(REMOVE, _("The giver reads this and may appeal."))


class ReasonForm(forms.Form):
    reason = words_field(_("Reason"), limit=500, help_text=_("The person reads this and may appeal."))


class AnswerForm(forms.Form):
    answer = words_field(_("Answer to the reporter"), limit=500, help_text=_("Whoever reported it reads this."))


class NoteForm(forms.Form):
    note = words_field(_("Note"), limit=500, help_text=_("Only for the audit trail."), required=False)


def lengths():
    """Asked for each page: a sentence with a number in it is words of one language as soon as it is made."""
    days = [(str(n), ngettext("%(days)s day", "%(days)s days", n) % {"days": n}) for n in (3, 7, 30)]
    return [*days, ("", _("Until it is lifted"))]


class SuspendForm(ReasonForm):
    days = choice_field(_("How long"), lengths, required=False)

    def clean(self):
        data = super().clean()
        days = data.pop("days", "")
        return {**data, "until": timezone.now() + timedelta(days=int(days)) if days else None}
