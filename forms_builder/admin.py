"""Forms and their published versions, to read. Answers have no page here."""

from django.contrib import admin
from django.utils.html import format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from accounts.admin.object_rights import ObjectRightsAdmin
from forms_builder import definition
from forms_builder.models import Form, FormVersion
from petbuddy.back_office import ReadOnlyAdmin


@admin.register(Form)
class FormAdmin(ObjectRightsAdmin, ReadOnlyAdmin):
    """For operators: whose form it is, and who else may do what with it."""

    list_display = ("title", "owner", "shown_state", "draft_rev", "updated_at")
    list_select_related = ("owner", "live_version")
    search_fields = ("title", "owner__name")
    ordering = ("-updated_at", "-pk")
    fields = (
        "title",
        "owner",
        "shown_state",
        "live_version",
        "closed_at",
        "retention_days",
        "created_at",
        "updated_at",
    )
    readonly_fields = ("shown_state",)

    @display(description=_("state"))
    def shown_state(self, form):
        return form.state.label


@admin.register(FormVersion)
class FormVersionAdmin(ReadOnlyAdmin):
    """What respondents are asked, as it was published: it never changes."""

    list_display = ("form", "number", "published_by", "published_at")
    list_select_related = ("form", "published_by")
    search_fields = ("form__title", "published_by__name")
    ordering = ("-published_at", "-pk")
    fields = ("form", "number", "published_by", "published_at", "grace_days", "questions")
    readonly_fields = ("questions",)

    @display(description=_("questions"))
    def questions(self, version):
        shown = definition.public_projection(version.definition, get_language())
        lines = [(item.get("label", ""), item["type"]) for page in shown["pages"] for item in page["items"]]
        return format_html_join("", "<p>{} <code>{}</code></p>", lines)
