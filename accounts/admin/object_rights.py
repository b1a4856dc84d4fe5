"""Rights on one object, by hand: operators only, and each change is on record."""

from django.db import transaction
from guardian.admin import ReinforcedGuardedModelAdminMixin

from accounts.services import audit


class ObjectRightsAdmin(ReinforcedGuardedModelAdminMixin):
    """Adds guardian's pages to a read-only admin. Ordinary work goes through invitations and shares instead."""

    change_form_template = "back_office/change_form_with_rights.html"

    def has_change_permission(self, request, obj=None):
        """Guardian asks without an object; the row itself stays read-only for everybody."""
        return obj is None and request.user.is_superuser

    @transaction.atomic
    def obj_perms_manage_user_view(self, request, object_pk, user_id):
        response = super().obj_perms_manage_user_view(request, object_pk, user_id)
        self._record(request, response, object_pk, f"user {user_id}")
        return response

    @transaction.atomic
    def obj_perms_manage_group_view(self, request, object_pk, group_id):
        response = super().obj_perms_manage_group_view(request, object_pk, group_id)
        self._record(request, response, object_pk, f"group {group_id}")
        return response

    def _record(self, request, response, key, note):
        if request.method == "POST" and response.status_code == 302 and request.user.is_superuser:
            ref = f"{self.opts.label_lower}:{key}"
            audit.record(action="permissions.changed", by=request.user, ref=ref, fields=["permissions"], note=note)
