"""Applications: how they stand. What applicants answered opens for a typed reason, once, on record."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from adoption.models import Application
from adoption.selectors import answers_for_staff, moderation
from adoption.services import oversight
from petbuddy.back_office import ReadOnlyAdmin, state_of, words_field
from petbuddy.errors import DomainError
from petbuddy.problems import status_of

OPEN = "adoption.unseal_application"
State = Application.State


class WhyForm(forms.Form):
    reason = words_field(
        _("Why do you need to read them?"),
        limit=500,
        help_text=_("Your name, the time and this sentence stay in the audit trail."),
    )


@admin.register(Application)
class ApplicationAdmin(ReadOnlyAdmin):
    view_right = "adoption.oversee_application"
    list_display = ("post", "applicant", "shown_state", "submitted_at", "reply_by", "ended_at")
    list_select_related = ("post", "applicant")
    list_filter = ("state",)
    search_fields = ("post__name", "=post__uid", "applicant__name", "=uid")
    ordering = ("-submitted_at", "-pk")
    fields = (
        ("post", "applicant"),
        ("state", "closed_reason"),
        ("alternate_rank", "invited_at"),
        ("created_at", "submitted_at"),
        ("read_at", "reply_by"),
        "ended_at",
    )
    change_form_outer_before_template = "adoption/admin/application.html"

    def get_urls(self):
        view = self.admin_site.admin_view(self.answers)
        return [path("<int:object_id>/answers/", view, name="adoption_application_answers"), *super().get_urls()]

    def about(self, request, obj):
        address = reverse("admin:adoption_application_answers", args=[obj.pk])
        return {
            "history": moderation.history(obj),
            "answers_url": address if request.user.has_perm(OPEN) and not obj.submission.is_draft else "",
        }

    def answers(self, request, object_id):
        """GET asks why. POST writes the reason down and shows the answers, in this one response."""
        application = self.get_object(request, object_id)
        if application is None:
            raise Http404
        if not (self.has_view_permission(request, application) and request.user.has_perm(OPEN)):
            raise PermissionDenied
        form = WhyForm(request.POST or None)
        if request.method != "POST" or not form.is_valid():
            return self._page(request, application, form, status=400 if request.method == "POST" else 200)
        try:
            submission = oversight.open_answers(application=application, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error("reason", " ".join(text for texts in error.errors.values() for text in texts) or str(error))
            return self._page(request, application, form, status=status_of(error))
        return self._page(request, application, form, pages=answers_for_staff.pages(submission, get_language()))

    def _page(self, request, application, form, *, pages=None, status=200):
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Answers"),
            "subtitle": f"{application.post} · {application.applicant}",
            "form": form,
            "pages": pages,
            "back": reverse("admin:adoption_application_change", args=[application.pk]),
        }
        return render(request, "adoption/admin/answers.html", context, status=status)

    @display(
        description=_("state"),
        ordering="state",
        label={
            State.SUBMITTED: "warning",
            State.UNDER_REVIEW: "info",
            State.SHORTLISTED: "info",
            State.RESERVED: "success",
            State.ADOPTED: "success",
        },
    )
    def shown_state(self, application):
        return state_of(application)
