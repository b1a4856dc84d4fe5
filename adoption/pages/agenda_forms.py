"""What a giver types about her times."""

from datetime import datetime, time

from django import forms
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from adoption.models import Slot

DATE = {"type": "date"}
CLOCK = {"type": "time", "step": "300", "class": "input--short"}
MINUTES = (30, 45, 60, 90)


def lengths():
    """Asked for each page: a sentence with a number in it is words of one language as soon as it is made."""
    return [
        ("0", _("One visit for the whole time")),
        *((str(n), _("Visits of %(n)s minutes") % {"n": n}) for n in MINUTES),
    ]


class TimeForm(forms.Form):
    """One time, or a stretch that is cut into visits."""

    post = forms.ModelChoiceField(None, label=_("For which pet"), to_field_name="uid", empty_label=None)
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"))
    starts = forms.TimeField(label=_("From"), widget=forms.TimeInput(attrs=CLOCK, format="%H:%M"), initial=time(14))
    ends = forms.TimeField(label=_("Until"), widget=forms.TimeInput(attrs=CLOCK, format="%H:%M"), initial=time(15))
    minutes = forms.TypedChoiceField(label=_("Divided into"), choices=lengths, coerce=int, initial="0")
    capacity = forms.IntegerField(
        label=_("Places"),
        min_value=1,
        max_value=50,
        initial=1,
        widget=forms.NumberInput(attrs={"class": "input--short", "inputmode": "numeric"}),
        help_text=_("How many people may come at the same time."),
    )
    place = forms.CharField(
        label=_("Where you meet"),
        max_length=200,
        required=False,
        help_text=_("Only shown to someone with a confirmed visit."),
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    who = forms.ChoiceField(label=_("Who may come"), choices=Slot.Who.choices, initial=Slot.Who.APPLICANTS)

    def __init__(self, *args, posts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["post"].queryset = posts

    def moment(self, name):
        """The day with one of its times, in Taiwan."""
        data = self.cleaned_data
        return datetime.combine(data["day"], data[name], timezone.get_current_timezone())

    def facts(self):
        """What the services take."""
        data = self.cleaned_data
        facts = {name: data[name] for name in ("post", "capacity", "place", "who")}
        return facts | {"starts_at": self.moment("starts"), "ends_at": self.moment("ends")}


class HoursForm(forms.Form):
    """From and until for each day of the week; empty means not at home."""

    def __init__(self, *args, kept=(), **kwargs):
        initial = {}
        for row in kept:
            initial.setdefault(f"from{row.weekday}", row.starts)
            initial.setdefault(f"until{row.weekday}", row.ends)
        super().__init__(*args, initial=initial, **kwargs)
        for day, name in WEEKDAYS.items():
            for part, label in (("from", _("from")), ("until", _("until"))):
                attrs = CLOCK | {"aria-label": f"{name} {label}"}
                self.fields[f"{part}{day}"] = forms.TimeField(
                    label=name, required=False, widget=forms.TimeInput(attrs=attrs, format="%H:%M")
                )

    def rows(self):
        """(name of the day, field from, field until, is anything wrong)"""
        return [(name, self[f"from{day}"], self[f"until{day}"]) for day, name in WEEKDAYS.items()]

    def clean(self):
        for day in WEEKDAYS:
            starts, ends = self.cleaned_data.get(f"from{day}"), self.cleaned_data.get(f"until{day}")
            if bool(starts) != bool(ends) and not (self.has_error(f"from{day}") or self.has_error(f"until{day}")):
                self.add_error(f"until{day}", _("Give both times, or leave the day empty."))

    def hours(self):
        """[(weekday, starts, ends)] of the days that have both."""
        data = self.cleaned_data
        return [(day, data[f"from{day}"], data[f"until{day}"]) for day in WEEKDAYS if data[f"from{day}"]]
