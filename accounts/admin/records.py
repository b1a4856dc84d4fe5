"""The audit trail and the groups, to read. What holds secrets of people's apps and devices has no page."""

from django.contrib import admin
from django.contrib.auth import admin as auth_admin  # registers groups with a page that would change rights unseen
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_static import admin as static_admin  # registers recovery codes
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp import admin as totp_admin  # registers the secrets of authenticator apps
from django_otp.plugins.otp_totp.models import TOTPDevice
from unfold.decorators import display

from accounts.models import AuditEntry
from petbuddy.back_office import ReadOnlyAdmin

REPLACED = {Group: auth_admin, StaticDevice: static_admin, TOTPDevice: totp_admin}
for model in REPLACED:
    admin.site.unregister(model)


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    """Who did what, when and why. From where is shown to operators only."""

    list_display = ("at", "action", "who", "ref", "note")
    list_select_related = ("actor",)
    list_filter = (("action", admin.AllValuesFieldListFilter),)
    search_fields = ("ref", "action", "=request_id")
    ordering = ("-at", "-pk")

    @display(description=_("who"))
    def who(self, entry):
        return entry.actor or "–"

    def get_fields(self, request, obj=None):
        fields = ["at", "action", "actor", "ref", "fields", "note", "request_id"]
        return [*fields, "address"] if request.user.is_superuser else fields


@admin.register(Group)
class GroupAdmin(ReadOnlyAdmin):
    """What a group may do. Its rights are made by migrations, so that every installation has the same."""

    list_display = ("name",)
    fields = ("name", "rights")
    readonly_fields = ("rights",)

    @display(description=_("rights"))
    def rights(self, group):
        rows = group.permissions.select_related("content_type").order_by("content_type__app_label", "codename")
        return ", ".join(f"{row.content_type.app_label}.{row.codename}" for row in rows) or "–"
