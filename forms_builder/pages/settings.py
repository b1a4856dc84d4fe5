"""What holds for a form as a whole: when it takes answers, and how long they are kept."""

from django import forms
from django.conf import settings as conf
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from accounts.pages.access import signed_in
from forms_builder.pages.forms import form_or_404, way_back
from forms_builder.services import deadlines
from forms_builder.services import forms as services
from petbuddy.errors import Forbidden

LIMITS = ("accepts_from", "accepts_until", "retention_days")


class LimitsForm(forms.Form):
    """Empty means: at once, until further notice, as long as the site keeps answers."""

    accepts_from = forms.DateTimeField(
        label=gettext_lazy("Takes answers from"),
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    accepts_until = forms.DateTimeField(
        label=gettext_lazy("Takes answers until"),
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    retention_days = forms.IntegerField(
        label=gettext_lazy("Days that answers are kept after the decision"),
        required=False,
        min_value=1,
        max_value=3650,
        widget=forms.NumberInput({"inputmode": "numeric", "class": "input--short"}),
    )
    is_sure = forms.BooleanField(label=gettext_lazy("Yes, delete them"), required=False)

    def __init__(self, *args, form, **kwargs):
        """Whether she is sure is asked only where answers would go at once."""
        super().__init__(*args, **kwargs, initial={name: getattr(form, name) for name in LIMITS})
        self.form = form

    def clean(self):
        data = super().clean()
        begin, end = data.get("accepts_from"), data.get("accepts_until")
        if begin and end and begin >= end:
            self.add_error("accepts_until", _("The end has to come after the beginning."))
        days = data.get("retention_days")
        going = deadlines.over_by(self.form, days) if days else 0
        if going and not data["is_sure"]:
            self.add_error("is_sure", _will_go(going))
        return data

    def limits(self):
        return {name: self.cleaned_data[name] for name in LIMITS}


def _will_go(count):
    words = ngettext(
        "The answers of %(count)s person were decided about more than that long ago. They will be deleted for good.",
        "The answers of %(count)s people were decided about more than that long ago. They will be deleted for good.",
        count,
    )
    return words % {"count": count}


@signed_in
@require_http_methods(["GET", "POST"])
def settings(request, pk):
    form = form_or_404(request, pk)
    if not request.user.has_perm("forms_builder.publish_form", form):
        raise Forbidden(_("You may look at this form, but not do this with it."))
    limits = LimitsForm(request.POST or None, form=form)
    if limits.is_valid():
        services.limit(form=form, by=request.user, **limits.limits())
        messages.success(request, _("Saved."))
        return redirect("forms:settings", pk)
    context = {"form": form, "limits": limits, "site_days": conf.RETENTION_DAYS, "back": way_back(form, request.user)}
    return render(request, "forms_builder/forms_settings.html", context, status=400 if limits.errors else 200)
