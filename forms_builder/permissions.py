"""Rights on forms: the owner has all eight; a collaborator exactly those of a share that has not run out.

One of the two modules that know guardian (the other is adoption.permissions).
"""

from collections import defaultdict

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from guardian.shortcuts import assign_perm, remove_perm

from forms_builder.models import Form, FormGroupPermission, FormUserPermission, Share
from forms_builder.rights import RIGHTS

__all__ = ["RIGHTS"]


class FormRightsBackend:
    """Decides the eight rights, alone: the owner has all, anybody else what guardian's rows give her now.

    Guardian knows no end; here the rows of a share that has run out count for nothing, before anybody clears them.
    """

    def authenticate(self, request, **credentials):
        return None

    def has_perm(self, user_obj, perm, obj=None):
        app, _, codename = perm.partition(".")
        if not isinstance(obj, Form) or app != "forms_builder" or codename not in RIGHTS:
            return False
        if user_obj.is_active and (obj.owner_id == user_obj.pk or codename in rights_on(user_obj, [obj.pk])[obj.pk]):
            return True
        raise PermissionDenied  # nobody else is asked: being staff or operator opens nobody's answers


def rights_on(user, keys):
    """{form's key: rights that guardian's rows give this person now}: three queries however many forms there are."""
    found = defaultdict(set)
    for key, right in _granted(FormUserPermission.objects.filter(user=user), keys):
        found[key].add(right)
    for key, over in _run_out(user, [*found]).items():
        found[key] -= over
    for key, right in _granted(FormGroupPermission.objects.filter(group__in=_groups_of(user)), keys):
        found[key].add(right)
    return found


def rights_of(user, form):
    """Every right that this person has on the form, from wherever she has it."""
    return frozenset(right for right in RIGHTS if user.has_perm(f"forms_builder.{right}", form))


def may_read_whole(user, form):
    """Does she work on the questions? Everybody else who knows of the form reads of it what applicants see."""
    return any(user.has_perm(f"forms_builder.{right}", form) for right in ("edit_form", "publish_form"))


def _granted(rows, keys):
    return rows.filter(content_object__in=keys).values_list("content_object", "permission__codename")


def _run_out(user, keys):
    """{form's key: rights that only shares whose time is over gave}."""
    now, over, live = timezone.now(), defaultdict(set), defaultdict(set)
    shares = Share.objects.filter(user=user, form__in=keys) if keys else ()
    for share in shares:
        (over if share.has_run_out(now) else live)[share.form_id].update(share.rights)
    return {key: rights - live[key] for key, rights in over.items()}


def _groups_of(user):
    return Group.objects.filter(user=user)


def could_have_given(share, *, by):
    """The owner every share; a collaborator those of others that go no further than her own rights, nor last longer."""
    form, rights = share.form, set(share.rights)
    if form.owner_id == by.pk:
        return True
    is_within = share.user_id != by.pk and rights <= rights_of(by, form)
    return is_within and (share.has_run_out() or lasts_as_long(form, rights, share.expires_at, by=by))


def lasts_as_long(form, rights, end, *, by):
    """Has this collaborator each of the rights at least until then? None: for good, as what was given by hand."""
    own = [share for share in Share.objects.filter(form=form, user=by) if not share.has_run_out()]
    for right in rights:
        giving = [share for share in own if right in share.rights]
        ends = [share.expires_at for share in giving if share.expires_at is not None]
        if ends and len(ends) == len(giving) and (end is None or end > max(ends)):
            return False
    return True


def write_rights(*, form, user):
    """Bring guardian's rows in step with what this person's shares of the form say now."""
    now = timezone.now()
    shares = [share for share in Share.objects.filter(form=form, user=user) if not share.has_run_out(now)]
    grant(form=form, user=user, rights={right for share in shares for right in share.rights})


def grant(*, form, user, rights):
    """Write guardian's rows so that `user` has exactly `rights` on `form`."""
    for right in RIGHTS:
        if right in rights:
            assign_perm(f"forms_builder.{right}", user, form)
        else:
            remove_perm(f"forms_builder.{right}", user, form)


def hand_over(*, form, copy):
    """Every right that anybody but the owner has on the form holds on the copy instead; without one it is gone."""
    for rows in (
        FormUserPermission.objects.filter(content_object=form),
        FormGroupPermission.objects.filter(content_object=form),
    ):
        if copy is None:
            rows.delete()
        else:
            rows.update(content_object=copy)


def live_shares(now=None):
    """Shares that open something now."""
    return Share.objects.exclude(rights=[]).filter(Q(expires_at=None) | Q(expires_at__gt=now or timezone.now()))


def forms_visible_to(user):
    """Own forms, those that a live share opens, and those that were opened by hand to her or a group of hers."""
    any_share = Share.objects.filter(user=user, form=OuterRef("content_object"))
    by_hand = FormUserPermission.objects.filter(user=user).exclude(Exists(any_share)).values("content_object")
    by_group = FormGroupPermission.objects.filter(group__in=_groups_of(user)).values("content_object")
    shared = live_shares().filter(user=user).values("form")
    return Form.objects.filter(Q(owner=user) | Q(pk__in=shared) | Q(pk__in=by_hand) | Q(pk__in=by_group))


def forms_with_right(user, right):
    """Keys of others' forms on which this person has the right now: few, so they are asked for at once."""
    keys = set(FormUserPermission.objects.filter(user=user).values_list("content_object", flat=True))
    keys |= set(FormGroupPermission.objects.filter(group__in=_groups_of(user)).values_list("content_object", flat=True))
    return [key for key, rights in rights_on(user, keys).items() if right in rights]


def may_follow_draft(user, key):
    """May this person's page hear of edits to the form with that key (the topic `form:<id>`)?"""
    form = Form.objects.filter(pk=key).first() if key.isdigit() else None
    return form is not None and user.has_perm("forms_builder.edit_form", form)


def shares_to_clear(now):
    """Shares that have run out and still have rows of guardian's."""
    rows = FormUserPermission.objects.filter(
        user=OuterRef("user"), content_object=OuterRef("form"), permission__codename__in=RIGHTS
    )
    return Share.objects.filter(Exists(rows), expires_at__lte=now)
