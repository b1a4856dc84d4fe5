"""Telling the moderators that a post is not right."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.pages.access import signed_in
from adoption.models import Report
from adoption.pages import refusals
from adoption.pages.posts import visible
from adoption.services import trust
from petbuddy.errors import DomainError


class ReportForm(forms.Form):
    reason = forms.ChoiceField(
        label=gettext_lazy("What is wrong?"), choices=Report.Reason.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("Tell us more"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def report(request, uid):
    """A post is reported to moderators; its giver never learns by whom."""
    post = visible(uid, request.user)
    form = ReportForm(request.POST or None)
    if form.is_valid():
        try:
            trust.report(by=request.user, thing=post, **form.cleaned_data)
        except DomainError as error:
            refusals.into(form, error)
        else:
            messages.success(request, _("Thank you. A moderator looks at it and answers you."))
            return redirect("adoption:pets")
    return render(request, "adoption/reports_new.html", {"form": form, "post": post})
