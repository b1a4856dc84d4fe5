"""What the page asks before a new form is begun."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from forms_builder import templates_registry

BLANK = ""


class StartForm(forms.Form):
    """A template (or none), and the language the form's own words are written in. An own template keeps its own."""

    template = forms.CharField(required=False)
    language = forms.ChoiceField(label=_("Language of the questions"), choices=settings.LANGUAGES)

    def __init__(self, *args, own=(), **kwargs):
        """`own`: the slugs of the person's own templates."""
        super().__init__(*args, **kwargs)
        self.known = {*own, *(template.slug for template in templates_registry.all_templates())}

    def clean_template(self):
        slug = self.cleaned_data["template"]
        if slug and slug not in self.known:
            raise forms.ValidationError(_("There is no such template."))
        return slug
