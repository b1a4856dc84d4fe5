"""A form from another system: look at what fits, then start from it."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.pages.access import verified
from forms_builder import importing
from forms_builder.definition import questions
from forms_builder.definition.draft import DraftTooLarge
from forms_builder.services import forms as services


class ImportForm(forms.Form):
    """A file, or its text pasted; what the file holds takes the place of the text, so that nothing is sent twice."""

    file = forms.FileField(
        label=gettext_lazy("The file"),
        required=False,
        widget=forms.FileInput({"accept": ".json,application/json"}),
        allow_empty_file=True,
    )
    text = forms.CharField(
        label=gettext_lazy("Or its text"),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 8, "spellcheck": "false", "autocapitalize": "off"}),
    )

    def clean(self):
        data = super().clean()
        given, prop = data.get("file"), "text"
        try:
            if given:
                prop = "file"
                data["text"] = importing.text_of(given.read(importing.MAX_BYTES + 1))
            if not (data.get("text") or "").strip():
                raise importing.Unreadable(_("Choose a file, or paste its text."))
            data["imported"] = importing.read(data["text"])
        except (importing.Unreadable, DraftTooLarge) as refusal:
            self.add_error(prop, str(refusal))
        return data


@verified
@require_http_methods(["GET", "HEAD", "POST"])
def import_form(request):
    """First what will become of it, with all that is lost; on the second button the draft opens in the editor."""
    given = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if not given.is_valid():
        status = 400 if given.is_bound else 200
        return render(request, "forms_builder/forms_import.html", {"given": given}, status=status)
    imported = given.cleaned_data["imported"]
    if "start" in request.POST:
        form = services.start_with(owner=request.user, title=imported.title, definition=imported.definition)
        messages.success(request, _("Here is your draft. Nobody sees it before you publish."))
        return redirect("forms:edit", form.pk)
    return render(request, "forms_builder/forms_import_check.html", _shown(given, imported))


def _shown(given, imported):
    pages = [
        {"title": page.get("title", ""), "labels": [item.get("label") or item.get("help") for item in page["items"]]}
        for page in imported.definition["pages"]
    ]
    return {
        "text": given.cleaned_data["text"],
        "imported": imported,
        "pages": pages,
        "question_count": sum(1 for _item in questions(imported.definition)),
    }
