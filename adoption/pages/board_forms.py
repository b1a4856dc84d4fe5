"""What the giver types when she decides."""

from django import forms
from django.utils.translation import gettext_lazy as _

from adoption import kind_words
from adoption.services import agreements
from forms_builder.services import reviews


class DeclineForm(forms.Form):
    """A reason, and the kind words that stand ready in the applicant's language."""

    reason = forms.ChoiceField(
        label=_("Why"),
        choices=kind_words.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose a reason.")},
    )
    note = forms.CharField(
        label=_("The words that are sent"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "Ready in the applicant's language. Change them as you like; left empty, the words that fit are sent."
        ),
    )

    def __init__(self, *args, application, **kwargs):
        self.ready_words = {code: kind_words.words_for(application, code) for code in kind_words.REASONS}
        first = next(iter(self.ready_words))
        super().__init__(*args, initial={"reason": first, "note": self.ready_words[first]}, **kwargs)
        self.fields["note"].widget.attrs["lang"] = application.applicant.language

    def clean_note(self):
        """Words that stood ready for another reason are not hers: those of the chosen reason are sent."""
        note = self.cleaned_data["note"].strip().replace("\r\n", "\n")
        return "" if note in self.ready_words.values() else note


class NoteForm(forms.Form):
    """The giver's private score and note."""

    score = forms.TypedChoiceField(
        label=_("Score"),
        choices=[("", _("None")), *((str(n), str(n)) for n in reviews.SCORES)],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Note"), max_length=reviews.LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


class SignForm(forms.Form):
    """A typed name under the agreement."""

    name = forms.CharField(
        label=_("Your full name"),
        max_length=agreements.NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Type your full name to sign.")},
    )


class InviteForm(forms.Form):
    """Times that are offered together with the invitation."""

    times = forms.MultipleChoiceField(label=_("More times"), required=False, widget=forms.CheckboxSelectMultiple)
    place = forms.CharField(
        label=_("Where you meet"),
        max_length=200,
        required=False,
        help_text=_("Only shown to someone with a confirmed visit."),
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["times"].choices = choices


class AlternatesForm(forms.Form):
    """The order of the others: one number for each of them."""

    def __init__(self, *args, waiting, **kwargs):
        super().__init__(*args, **kwargs)
        self.waiting = list(waiting)
        numbers = [(str(n), str(n)) for n in range(1, len(self.waiting) + 1)]
        for at, application in enumerate(self.waiting, start=1):
            self.fields[self.name_of(application)] = forms.ChoiceField(
                label=application.applicant.shown_name,
                choices=numbers,
                initial=str(at),
                widget=forms.Select(attrs={"class": "input--short"}),
            )

    @staticmethod
    def name_of(application):
        return f"rank-{application.uid}"

    def ordered(self):
        """The applications in the order that was chosen; equal numbers keep the order of the page."""
        return sorted(self.waiting, key=lambda each: int(self.cleaned_data[self.name_of(each)]))
