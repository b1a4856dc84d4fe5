"""Rights on forms: the owner has all eight; a collaborator exactly those of a share that has not run out.

One of the two modules that know guardian (the other is adoption.permissions).
"""

from django.db.models import Q
from django.utils import timezone
from guardian.shortcuts import assign_perm, remove_perm

from forms_builder.models import Form, Share

RIGHTS = (
    "edit_form",
    "publish_form",
    "view_results",
    "view_private_answers",
    "review_results",
    "export_results",
    "delete_results",
    "share_form",
)


class FormRightsBackend:
    """Derived rule: the owner of a form may do everything with it."""

    def authenticate(self, request, **credentials):
        return None

    def has_perm(self, user_obj, perm, obj=None):
        if not isinstance(obj, Form) or not user_obj.is_active:
            return False
        app, _, codename = perm.partition(".")
        return app == "forms_builder" and codename in RIGHTS and obj.owner_id == user_obj.pk


def grant(*, form, user, rights):
    """Write guardian's rows so that `user` has exactly `rights` on `form`."""
    for right in RIGHTS:
        if right in rights:
            assign_perm(f"forms_builder.{right}", user, form)
        else:
            remove_perm(f"forms_builder.{right}", user, form)


def forms_visible_to(user):
    """Own forms and those that a live share opens."""
    shared = (
        Share.objects.filter(user=user).filter(Q(expires_at=None) | Q(expires_at__gt=timezone.now())).values("form_id")
    )
    return Form.objects.filter(Q(owner=user) | Q(pk__in=shared))


def may_follow_draft(user, key):
    """May this person's page hear of edits to the form with that key (the topic `form:<id>`)?"""
    form = Form.objects.filter(pk=key).first() if key.isdigit() else None
    return form is not None and user.has_perm("forms_builder.edit_form", form)


def revoke_expired(now):
    """Due work: a share that has run out loses guardian's rows. Returns how many."""
    count = 0
    for share in (
        Share.objects.filter(expires_at__lte=now, user__isnull=False).exclude(rights=[]).select_related("form", "user")
    ):
        grant(form=share.form, user=share.user, rights=())
        Share.objects.filter(pk=share.pk).update(rights=[])
        count += 1
    return count
