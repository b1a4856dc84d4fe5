"""What the page of shares asks: whom, what she may do, and until when."""

from datetime import date, datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.emails import LONGEST
from forms_builder.rights import CUSTOM, PRESET_WORDS, PRESETS, RIGHTS, WORDS, preset_of

NEVER, ON_DAY = "always", "day"
FARTHEST = date(2100, 1, 1)
UNTIL = [
    (NEVER, _("Until I end it")),
    ("7", _("For 7 days")),
    ("30", _("For 30 days")),
    (ON_DAY, _("Until a day that I choose")),
]


class RightsForm(forms.Form):
    """The usual sets in words, or each right by itself; only rights that the person who shares has are offered."""

    may = forms.ChoiceField(label=_("What this person may do"), widget=forms.RadioSelect)
    rights = forms.MultipleChoiceField(
        label=_("Chosen one by one"), required=False, widget=forms.CheckboxSelectMultiple
    )
    until = forms.ChoiceField(label=_("For how long"), choices=UNTIL, widget=forms.RadioSelect)
    day = forms.DateField(
        label=_("Last day"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args, held=RIGHTS, **kwargs):
        super().__init__(*args, **kwargs)
        usual = [(name, PRESET_WORDS[name]) for name, members in PRESETS.items() if set(members) <= set(held)]
        self.fields["may"].choices = [*usual, (CUSTOM, _("Chosen one by one"))]
        self.fields["rights"].choices = [(right, WORDS[right]) for right in RIGHTS if right in held]
        self.fields["day"].widget.attrs["min"] = (timezone.localdate() + timedelta(days=1)).isoformat()
        self.fields["rights"].error_messages["required"] = _("Choose what this person may do.")
        self.fields["day"].error_messages["required"] = _("Choose a day to come.")
        self.fields["rights"].help_text = _("Whoever scores, downloads or deletes answers can read them too.")
        asked = self.data if self.is_bound else {"may": CUSTOM, "until": ON_DAY}
        # What a choice above makes necessary is not called optional.
        self.fields["rights"].required = asked.get("may") == CUSTOM
        self.fields["day"].required = asked.get("until") == ON_DAY
        self.initial.setdefault("may", self.fields["may"].choices[0][0])
        self.initial.setdefault("until", NEVER)

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day is not None and not timezone.localdate() < day < FARTHEST:
            raise forms.ValidationError(_("Choose a day to come."))
        return day

    @property
    def given(self):
        """What the service takes."""
        data = self.cleaned_data
        rights = data["rights"] if data["may"] == CUSTOM else PRESETS[data["may"]]
        return {"rights": rights, "expires_at": _end_of(data["until"], data["day"])}


class ShareForm(RightsForm):
    email = forms.EmailField(label=_("E-mail address of the person"), max_length=LONGEST)
    field_order = ["email", "may", "rights", "until", "day"]


class TransferForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address of the new owner"),
        help_text=_("Somebody with an account here."),
        max_length=LONGEST,
    )


def initial_of(share):
    """The form as it stands for a share that is there already."""
    end = share.expires_at
    return {
        "may": preset_of(share.rights),
        "rights": share.rights,
        "until": ON_DAY if end else NEVER,
        "day": timezone.localdate(end - timedelta(seconds=1)) if end else None,  # ends lie at midnight
    }


def _end_of(until, day):
    """The end of the last day, in the reader's zone; None: until it is ended."""
    if until == ON_DAY:
        last = day
    elif until != NEVER:
        last = timezone.localdate() + timedelta(days=int(until))
    else:
        return None
    return timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min))
