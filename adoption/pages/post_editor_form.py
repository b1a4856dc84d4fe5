"""The post editor as a Django form: every field optional, since a draft may be as unfinished as it likes."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from adoption import conditions
from adoption.models import District, Post
from adoption.models.posts import Truth
from adoption.selectors import places
from forms_builder.models import Form

RADIO = forms.RadioSelect
TRAITS = 3
TRAIT_LENGTH = 12


class Wanted:
    """Not optional on the page; yet a draft may leave it empty until it is published."""

    def validate(self, value):
        if value not in self.empty_values:
            super().validate(value)


class WantedText(Wanted, forms.CharField):
    pass


class WantedChoice(Wanted, forms.ChoiceField):
    pass


def radio(label, choices, **more):
    return WantedChoice(label=label, choices=choices, widget=RADIO, **more)


class PhotosInput(forms.FileInput):
    allow_multiple_selected = True


class PostForm(forms.Form):
    """Sections in the order of the page: photos, basics, health, story, home, who may see it, form."""

    # The files themselves are taken by the service, one by one; here stands what is wrong with them.
    photos = forms.Field(label=gettext_lazy("Photos"), required=False, widget=PhotosInput)
    name = WantedText(label=gettext_lazy("The pet’s name"), max_length=40)
    species = radio(gettext_lazy("Kind of animal"), Post.Species.choices)
    breed = forms.CharField(label=gettext_lazy("Breed"), max_length=60, required=False)
    sex = radio(gettext_lazy("Sex"), Post.Sex.choices)
    size = radio(gettext_lazy("Size"), Post.Size.choices)
    colour = forms.CharField(label=gettext_lazy("Color"), max_length=40, required=False)
    born_on = forms.DateField(
        label=gettext_lazy("Birth date"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    is_birth_estimated = forms.BooleanField(label=gettext_lazy("The birth date is an estimate"), required=False)
    age_group = radio(gettext_lazy("Or about how old"), Post.AgeGroup.choices)
    district = WantedChoice(
        label=gettext_lazy("Where the pet is"),
        help_text=gettext_lazy("Only county and district are shown."),
    )
    traits = forms.CharField(
        label=gettext_lazy("Three words about it"),
        required=False,
        max_length=50,
        help_text=gettext_lazy("Separated by commas. They stand on the card: cuddly, calm, good sleeper."),
    )
    summary = forms.CharField(label=gettext_lazy("In one line"), max_length=80, required=False)
    is_bonded_pair = forms.BooleanField(label=gettext_lazy("A pair that goes together"), required=False)

    neutered = radio(gettext_lazy("Neutered"), Truth.choices)
    vaccinated = radio(gettext_lazy("Vaccinated"), Truth.choices)
    chipped = radio(gettext_lazy("Chipped and registered"), Truth.choices)
    special_needs = forms.CharField(
        label=gettext_lazy("Illness, medicine, special care"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    fee = forms.IntegerField(
        label=gettext_lazy("Fee (NT$)"),
        min_value=0,
        max_value=100_000,
        required=False,
        help_text=gettext_lazy("0, unless it repays vaccine or chip. The law forbids trade."),
    )
    fee_reason = radio(gettext_lazy("What the fee repays"), Post.FeeReason.choices)

    story = WantedText(label=gettext_lazy("Story"), max_length=5000, widget=forms.Textarea(attrs={"rows": 9}))

    good_with_children = radio(gettext_lazy("Good with children"), Truth.choices)
    good_with_dogs = radio(gettext_lazy("Good with dogs"), Truth.choices)
    good_with_cats = radio(gettext_lazy("Good with cats"), Truth.choices)
    conditions = forms.MultipleChoiceField(
        label=gettext_lazy("What you wish for"), required=False, widget=forms.CheckboxSelectMultiple
    )
    own_conditions = forms.CharField(
        label=gettext_lazy("Wishes in your own words"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One a line."),
    )

    visibility = radio(gettext_lazy("Who may see the post"), Post.Visibility.choices)
    form = radio(gettext_lazy("Application form"), ())

    def __init__(self, *args, owner, post=None, **kwargs):
        self.owner, self.post = owner, post
        initial = from_post(post) if post else dict(EMPTY)
        super().__init__(*args, initial=initial, use_required_attribute=False, **kwargs)
        self.fields["district"].choices = [("", _("Choose a district")), *district_choices()]
        self.fields["conditions"].choices = [(each.key, each.text) for each in conditions.CONDITIONS.values()]
        self.fields["visibility"].choices = VISIBILITY
        self.fields["form"].choices = self._form_choices()

    def clean_traits(self):
        words = [word.strip() for word in self.cleaned_data["traits"].replace("，", ",").replace("、", ",").split(",")]
        words = [word for word in words if word]
        if len(words) > TRAITS or any(len(word) > TRAIT_LENGTH for word in words):
            limits = {"count": TRAITS, "limit": TRAIT_LENGTH}
            raise forms.ValidationError(_("At most %(count)s words, each of at most %(limit)s characters.") % limits)
        return words

    def clean_fee(self):
        return self.cleaned_data["fee"] or 0

    def clean_district(self):
        return District.objects.filter(code=self.cleaned_data["district"]).first()

    def clean_form(self):
        value = self.cleaned_data["form"]
        return Form.objects.filter(owner=self.owner, pk=int(value)).first() if value else None

    def facts(self):
        """What the service takes; empty choices become what they mean: not known."""
        data = dict(self.cleaned_data)
        del data["visibility"], data["photos"]
        own = data.pop("own_conditions")
        keys = data.pop("conditions")
        data["conditions"] = [{"key": key} for key in keys] + [{"text": line} for line in own.splitlines()]
        for name in UNKNOWN_WHEN_EMPTY:
            data[name] = data[name] or "unknown"
        return data

    def _form_choices(self):
        forms_of_mine = Form.objects.filter(owner=self.owner, live_version__isnull=False).order_by("-updated_at")[:20]
        return [
            ("", _("Our application form for this animal; you can change it later")),
            *((str(form.pk), form.title) for form in forms_of_mine),
        ]


UNKNOWN_WHEN_EMPTY = (
    "sex",
    "size",
    "age_group",
    "neutered",
    "vaccinated",
    "chipped",
    "good_with_children",
    "good_with_dogs",
    "good_with_cats",
)
EMPTY = {**dict.fromkeys(UNKNOWN_WHEN_EMPTY, "unknown"), "visibility": "public", "form": "", "is_birth_estimated": True}
VISIBILITY = [
    (Post.Visibility.PUBLIC, gettext_lazy("Everybody: it stands on the list")),
    (Post.Visibility.UNLISTED, gettext_lazy("Whoever has the link: no list, no search")),
    (Post.Visibility.PRIVATE, gettext_lazy("Only people whom you invite")),
]


def from_post(post):
    """The form's first values."""
    names = [name for name in PostForm.base_fields if name != "photos" and hasattr(post, name)]
    known = [each["key"] for each in post.conditions if each.get("key")]
    own = [each["text"] for each in post.conditions if not each.get("key")]
    return {
        **{name: getattr(post, name) for name in names},
        "district": post.district.code if post.district else "",
        "traits": _(", ").join(post.traits),
        "conditions": known,
        "own_conditions": "\n".join(own),
        "fee": post.fee or None,
        "form": str(post.form_id or ""),
    }


def district_choices():
    """Every district under its county."""
    by_county = places.districts()
    return [
        (county.name, [(each.code, f"{county.name} {each.name}") for each in by_county[county.code]])
        for county in places.counties()
    ]
