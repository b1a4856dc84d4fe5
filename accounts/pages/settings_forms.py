"""The forms of the settings: what was typed. Whether it may be so, the services say."""

from django import forms
from django.template.loader import render_to_string
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts import places
from accounts.models import Profile
from accounts.pages.forms import LANGUAGES, DomainForm, EmailField, password_field


class DistrictSelect(forms.Select):
    """One list without scripts, two short ones with them: county first."""

    def render(self, name, value, attrs=None, renderer=None):
        attrs = attrs or {}
        context = {
            "name": name,
            "value": str(value or ""),
            "id": attrs.get("id", ""),
            "described_by": attrs.get("aria-describedby", ""),
            "counties": places.counties(),
        }
        return render_to_string("accounts/_district.html", context)


class ProfileForm(DomainForm):
    name = forms.CharField(
        label=_("What shall we call you?"),
        max_length=60,
        help_text=_("Others see it when you apply or give."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    district = forms.ChoiceField(
        label=_("Where you live"),
        required=False,
        help_text=_("Only county and district. Givers see it with your application."),
        widget=DistrictSelect,
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        help_text=_(
            "Such as 0912 345 678, 02 2345 6789 or +81 3 1234 5678. Opens to the other side only with a visit."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "type": "tel"}),
    )
    address = forms.CharField(
        label=_("Address"),
        max_length=200,
        required=False,
        help_text=_("Kept encrypted. Opens to the other side only with a confirmed visit."),
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [("", _now("Not said"))]
        for code, county, districts in places.counties():
            choices.append((f"{code}|", county))
            choices += [(f"{code}|{key}", title) for key, title in districts]
        self.fields["district"].choices = choices

    def changes(self):
        """What the profile service takes: the one choice names county and district together."""
        changes = dict(self.cleaned_data)
        changes["county"], _bar, changes["district"] = changes["district"].partition("|")
        return changes

    @staticmethod
    def initial_of(user, profile):
        place = f"{profile.county}|{profile.district}" if profile.county else ""
        return {"name": user.name, "phone": profile.phone, "address": profile.address, "district": place}


class AvatarForm(DomainForm):
    photo = forms.FileField(
        label=_("Choose a picture"), widget=forms.FileInput(attrs={"accept": "image/*", "class": "input--file"})
    )


class DisplayForm(DomainForm):
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, widget=forms.RadioSelect)
    theme = forms.ChoiceField(label=_("Colors"), choices=Profile.Theme.choices, widget=forms.RadioSelect)


class ChangePasswordForm(DomainForm):
    current_password = password_field(_("Present password"), "current-password")
    new_password = password_field(
        _("New password"), "new-password", help_text=_("At least 8 characters; a sentence is fine.")
    )


class ChangeEmailForm(DomainForm):
    email = EmailField()
    current_password = password_field(_("Present password"), "current-password")


class PresentPasswordForm(DomainForm):
    current_password = password_field(_("Present password"), "current-password")


class DeleteAccountForm(DomainForm):
    password = password_field(_("Present password"), "current-password")


class FactorOffForm(DomainForm):
    current_password = password_field(_("Present password"), "current-password")
    code = forms.CharField(
        label=_("Six digits of the app, or a recovery code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "class": "input--code", "maxlength": False}),
    )
