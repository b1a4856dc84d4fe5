"""What the page asks before a new form is begun."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from forms_builder import templates_registry

BLANK = ""


class StartForm(forms.Form):
    """A template (or none), and the language the form's own words are written in."""

    template = forms.CharField(required=False)
    language = forms.ChoiceField(label=_("Language of the questions"), choices=settings.LANGUAGES)

    def clean_template(self):
        slug = self.cleaned_data["template"]
        if slug and slug not in [template.slug for template in templates_registry.all_templates()]:
            raise forms.ValidationError(_("There is no such template."))
        return slug
