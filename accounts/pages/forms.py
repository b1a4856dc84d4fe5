"""The forms of the account pages: what was typed. Whether it may be so, the services say."""

from django import forms
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from accounts.emails import clean_email
from accounts.services.passwords import LONGEST

# Each language by its own name: who looks for hers may not read the present one.
LANGUAGES = [(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES]


class DomainForm(forms.Form):
    """A form that can show what a service refused, each sentence at its field."""

    def refuse(self, error):
        """Show a DomainError: at its fields, or above the form."""
        for name, texts in error.errors.items():
            self.add_error(name if name in self.fields else None, [str(text) for text in texts])
        if not error.errors:
            self.add_error(None, str(error))


class ShownPassword(forms.PasswordInput):
    """A password with a button that shows it; paste and password managers work."""

    def render(self, name, value, attrs=None, renderer=None):
        control = super().render(name, value, attrs, renderer)
        return render_to_string("accounts/_password.html", {"control": control})


class EmailField(forms.CharField):
    """Taken in any spelling: full-width letters, capitals, spaces around it."""

    def __init__(self, **kwargs):
        widget = forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email", "autocapitalize": "off"})
        super().__init__(label=_("E-mail"), max_length=400, widget=widget, **kwargs)

    def clean(self, value):
        return clean_email(super().clean(value))


def password_field(label, autocomplete, **kwargs):
    widget = ShownPassword(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, max_length=LONGEST, strip=False, widget=widget, **kwargs)


class RegisterForm(DomainForm):
    email = EmailField()
    password = password_field(_("Password"), "new-password", help_text=_("At least 8 characters; a sentence is fine."))
    name = forms.CharField(
        label=_("What shall we call you?"),
        max_length=60,
        help_text=_("As you like to be called. Others see it when you apply or give."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class LoginForm(DomainForm):
    # An address that cannot exist is a wrong one: it gets the same sentence as any other.
    email = forms.CharField(
        label=_("E-mail"), max_length=400, widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    password = password_field(_("Password"), "current-password")


class CodeForm(DomainForm):
    code = forms.CharField(
        label=_("Code from the mail"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "input--code", "maxlength": False}
        ),
    )


class ButtonForm(DomainForm):
    """Nothing to fill in: the button itself is the answer."""


class OwnPasswordForm(DomainForm):
    password = password_field(_("Password"), "current-password")


class FactorForm(DomainForm):
    code = forms.CharField(
        label=_("Six digits of the app"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "class": "input--code"}),
    )


class ResetForm(DomainForm):
    email = EmailField()


class NewPasswordForm(DomainForm):
    password = password_field(
        _("New password"), "new-password", help_text=_("At least 8 characters; a sentence is fine.")
    )
    drop_second_factor = forms.BooleanField(label=_("I did not set it up: remove it"), required=False)

    def __init__(self, *args, has_young_app, **kwargs):
        """`has_young_app`: may she still say that the authenticator app is not hers?"""
        super().__init__(*args, **kwargs)
        if not has_young_app:
            del self.fields["drop_second_factor"]
