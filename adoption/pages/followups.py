"""News from the new home, by the mailed link: whoever holds it may answer, no sign-in. Opening it changes nothing."""

from decimal import Decimal, InvalidOperation

from django import forms
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from adoption import dates
from adoption.models import FollowUp
from adoption.pages import refusals
from adoption.services import followups
from petbuddy.errors import DomainError
from petbuddy.problems import status_of


class FollowUpForm(forms.Form):
    mood = forms.ChoiceField(label=_("How is it going?"), choices=FollowUp.Mood.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("What would you like to tell?"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    weight = forms.CharField(
        label=_("Weight in kg"),
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "input--short"}),
    )
    story_consent = forms.BooleanField(
        label=_("PetBuddy may tell our story, with these words and photos"), required=False
    )

    def clean_weight(self):
        text = self.cleaned_data["weight"].strip().replace(",", ".")
        if not text:
            return None
        try:
            weight = round(Decimal(text), 2)  # refuses what is no number, and one beyond all weights
        except InvalidOperation:
            weight = Decimal("nan")
        if not weight.is_finite():
            raise forms.ValidationError(_("Please give a number, such as 3 or 2.5"))
        return weight


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow_up(request, token):
    row = followups.by_token(token)
    form = FollowUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _answer(request, token, row, form)
    return _page(request, row, form, status=400 if form.is_bound else 200)


def _answer(request, token, row, form):
    try:
        followups.answer(token=token, files=request.FILES.getlist("files"), **form.cleaned_data)
    except DomainError as error:
        refusals.into(form, error)
        return _page(request, row, form, status=status_of(error))
    return redirect(request.path)


def _page(request, row, form, status=200):
    context = {
        "follow_up": row,
        "post": row.adoption.application.post,
        "due": dates.day(row.due_on),
        "form": form,
        "is_asked": row.state in (FollowUp.State.SENT, FollowUp.State.OVERDUE),
    }
    response = render(request, "adoption/follow_up.html", context, status=status)
    response["Referrer-Policy"] = (
        "same-origin"  # the address is the key; "no-referrer" would also hide us from ourselves
    )
    return response
