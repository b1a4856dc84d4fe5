"""Sharing a form: with whom, how much, until when, and that an end is an end at once."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from guardian.shortcuts import assign_perm, remove_perm

from accounts.models import AuditEntry
from accounts.services import blocks, one_time, users
from forms_builder import permissions
from forms_builder.models import Form, FormGroupPermission, FormUserPermission, Share
from forms_builder.permissions import forms_visible_to, rights_of
from forms_builder.rights import RIGHTS
from forms_builder.selectors.forms import shelf_of
from forms_builder.services import forms, shares
from notifications.models import Mail, Notification
from petbuddy.errors import Conflict, Forbidden, Invalid, TooMany
from tests.factories.accounts import UserFactory
from tests.factories.forms import FormFactory
from tests.races import at_once

pytestmark = pytest.mark.django_db


def shared(form, user, *rights, **more):
    return shares.share(form=form, email=user.email, rights=rights, by=form.owner, **more)


def confirm(user):
    token = one_time.issue(user=user, purpose=one_time.Purpose.VERIFY_EMAIL)
    return users.verify_email(token=token)


def rows_of(form):
    return FormUserPermission.objects.filter(content_object=form).count()


def test_a_share_gives_exactly_its_rights():
    form, helper = FormFactory(), UserFactory()

    shared(form, helper, "edit_form", "view_results")

    assert rights_of(helper, form) == {"edit_form", "view_results"}
    assert list(forms_visible_to(helper)) == [form]
    assert Notification.objects.get().recipient == helper


@pytest.mark.parametrize(
    "right", sorted({"view_private_answers", "review_results", "export_results", "delete_results"})
)
def test_a_right_to_do_something_with_answers_opens_the_answers(right):
    form, helper = FormFactory(), UserFactory()

    shared(form, helper, right)

    assert rights_of(helper, form) == {"view_results", right}


def test_an_address_without_an_account_gets_a_mail_and_nothing_else():
    form = FormFactory()

    made = shares.share(form=form, email=" Helper@Example.com", rights=["edit_form"], by=form.owner)

    assert (made.user, made.email, rows_of(form)) == (None, "helper@example.com", 0)
    assert (Mail.objects.get().to, Mail.objects.get().kind) == ("helper@example.com", "share_received")


def test_a_share_binds_when_the_address_is_confirmed_and_not_before():
    form, helper = FormFactory(), UserFactory(unverified=True)
    shared(form, helper, "edit_form")
    before = rights_of(helper, form)

    confirm(helper)

    assert (before, rights_of(helper, form)) == (frozenset(), {"edit_form"})


def test_another_account_does_not_get_what_waits_for_an_address():
    form, other = FormFactory(), UserFactory(unverified=True)
    shares.share(form=form, email="helper@example.com", rights=["edit_form"], by=form.owner)

    confirm(other)

    assert list(forms_visible_to(other)) == []


def test_the_sweep_binds_what_was_shared_in_the_very_moment_of_confirming():
    form, helper = FormFactory(), UserFactory()
    Share.objects.create(form=form, email=helper.email, rights=["edit_form"], shared_by=form.owner)

    assert shares.claim_left(timezone.now()) == 1

    assert rights_of(helper, form) == {"edit_form"}


def test_a_share_that_has_run_out_counts_for_nothing_before_anybody_clears_it():
    form, helper = FormFactory(), UserFactory()
    end = timezone.now() + timedelta(days=7)
    shared(form, helper, "view_results", expires_at=end)

    with time_machine.travel(end - timedelta(seconds=1), tick=False):
        before = (rights_of(helper, form), list(forms_visible_to(helper)))
    with time_machine.travel(end, tick=False):
        after = (rights_of(helper, form), list(forms_visible_to(helper)), shelf_of(helper))

    assert before == ({"view_results"}, [form])
    assert after == (frozenset(), [], [])
    assert rows_of(form) == 1


def test_the_sweep_takes_the_rows_of_what_has_run_out_once():
    form, helper = FormFactory(), UserFactory()
    shared(form, helper, "view_results", expires_at=timezone.now() + timedelta(days=7))

    with time_machine.travel(timezone.now() + timedelta(days=8)):
        counts = [shares.clear_expired(timezone.now()), shares.clear_expired(timezone.now())]

    assert (counts, rows_of(form), Share.objects.count()) == ([1, 0], 0, 1)


def test_renewed_it_opens_again():
    form, helper = FormFactory(), UserFactory()
    share = shared(form, helper, "view_results", expires_at=timezone.now() + timedelta(days=7))
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        shares.clear_expired(timezone.now())

        shares.change(share=share, rights=["view_results"], by=form.owner)

    assert rights_of(helper, form) == {"view_results"}


def test_what_is_taken_away_is_lost_at_once():
    form, helper = FormFactory(), UserFactory()
    share = shared(form, helper, "edit_form", "view_results")

    shares.change(share=share, rights=["edit_form"], by=form.owner)
    changed = rights_of(helper, form)
    shares.revoke(share=share, by=form.owner)

    assert (changed, rights_of(helper, form), rows_of(form)) == ({"edit_form"}, frozenset(), 0)


def test_shared_again_the_rights_change_and_there_is_still_one_share():
    form, helper = FormFactory(), UserFactory()
    shared(form, helper, "edit_form")

    shared(form, helper, "view_results")

    assert (rights_of(helper, form), Share.objects.count(), Notification.objects.count()) == ({"view_results"}, 1, 1)


def test_if_it_fails_neither_share_nor_rows_are_there():
    form, helper = FormFactory(), UserFactory()

    def fails_later():
        with transaction.atomic():
            shared(form, helper, "edit_form")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails_later()

    assert (rows_of(form), Share.objects.count()) == (0, 0)


def test_one_leaves_when_one_likes():
    form, helper = FormFactory(), UserFactory()
    shared(form, helper, "edit_form")

    shares.leave(form=form, by=helper)

    assert (list(forms_visible_to(helper)), rows_of(form)) == ([], 0)


def test_nobody_gives_what_she_does_not_have():
    form, helper = FormFactory(), UserFactory()
    shared(form, helper, "share_form", "view_results")

    with pytest.raises(Invalid):
        shares.share(form=form, email="more@example.com", rights=["export_results"], by=helper)
    made = shares.share(form=form, email="less@example.com", rights=["view_results"], by=helper)

    assert made.rights == ["view_results"]


def test_nobody_gives_anything_for_longer_than_she_has_it():
    form, helper = FormFactory(), UserFactory()
    end = timezone.now() + timedelta(days=7)
    shared(form, helper, "share_form", "view_results", expires_at=end)

    for too_long in (None, end + timedelta(days=1)):
        with pytest.raises(Invalid):
            shares.share(form=form, email="x@example.com", rights=["view_results"], by=helper, expires_at=too_long)

    assert shares.share(form=form, email="x@example.com", rights=["view_results"], by=helper, expires_at=end).pk


def test_a_collaborator_changes_neither_her_own_share_nor_one_above_her():
    form, helper, above = FormFactory(), UserFactory(), UserFactory()
    own = shared(form, helper, "share_form")
    other = shared(form, above, "share_form", "delete_results")

    with pytest.raises(Forbidden):
        shares.change(share=own, rights=["share_form"], by=helper)
    with pytest.raises(Forbidden):
        shares.revoke(share=other, by=helper)
    with pytest.raises(Forbidden):
        shares.share(form=form, email=above.email, rights=["share_form"], by=helper)

    assert rights_of(above, form) == {"share_form", "view_results", "delete_results"}


@pytest.mark.parametrize("rights", [[r for r in RIGHTS if r != "share_form"], []])
def test_only_who_may_share_shares(rights):
    form, helper = FormFactory(), UserFactory()
    if rights:
        shared(form, helper, *rights)

    with pytest.raises(Forbidden):
        shares.share(form=form, email="x@example.com", rights=["view_results"], by=helper)


def test_neither_the_owner_nor_oneself_is_a_guest():
    form, helper = FormFactory(), UserFactory()
    shared(form, helper, "share_form", "view_results")

    with pytest.raises(Invalid):
        shares.share(form=form, email=form.owner.email.upper(), rights=["view_results"], by=form.owner)
    with pytest.raises(Invalid):
        shares.share(form=form, email=form.owner.email, rights=["view_results"], by=helper)
    with pytest.raises(Invalid):
        shares.share(form=form, email=helper.email, rights=["view_results"], by=helper)


@pytest.mark.parametrize(
    "wrong",
    [
        {"rights": []},
        {"rights": ["own_form"]},
        {"email": "nobody"},
        {"email": "x@例子.例子" + "x" * 300},
        {"expires_at": timezone.now() - timedelta(days=1)},
    ],
)
def test_nonsense_is_refused_with_its_field(wrong):
    form = FormFactory()
    given = {"email": "x@example.com", "rights": ["edit_form"], "expires_at": None} | wrong

    with pytest.raises(Invalid) as refusal:
        shares.share(form=form, by=form.owner, **given)

    assert list(refusal.value.errors) == list(wrong)


def test_there_is_a_limit_for_each_form_and_for_each_sender(settings):
    settings.LIMITS = settings.LIMITS | {"mails_by": (3, 3600)}
    form = FormFactory()
    for number in range(3):
        shares.share(form=form, email=f"p{number}@example.com", rights=["edit_form"], by=form.owner)

    with pytest.raises(TooMany):
        shares.share(form=form, email="p3@example.com", rights=["edit_form"], by=form.owner)

    settings.LIMITS = settings.LIMITS | {"mails_by": (300, 3600)}
    Share.objects.bulk_create(Share(form=form, email=f"q{n}@example.com") for n in range(shares.LIMIT - 3))
    with pytest.raises(Conflict):
        shares.share(form=form, email="p3@example.com", rights=["edit_form"], by=form.owner)


def test_across_a_block_nobody_is_let_in_and_nobody_is_told():
    form, helper = FormFactory(), UserFactory()
    blocks.block(blocker=helper, blocked=form.owner)

    made = shared(form, helper, "edit_form")

    assert (made.user, list(forms_visible_to(helper)), Notification.objects.count()) == (None, [], 0)


def test_a_block_ends_what_was_shared():
    form, helper = FormFactory(), UserFactory()
    shared(form, helper, "edit_form")

    blocks.block(blocker=helper, blocked=form.owner)

    assert (list(forms_visible_to(helper)), rows_of(form)) == ([], 0)


def test_every_step_is_on_record():
    form, helper = FormFactory(), UserFactory()
    share = shared(form, helper, "edit_form")

    shares.change(share=share, rights=["view_results"], by=form.owner)
    shares.revoke(share=share, by=form.owner)

    entries = AuditEntry.objects.filter(ref=f"forms_builder.form:{form.pk}").order_by("pk")
    assert list(entries.values_list("action", "fields")) == [
        ("form.shared", ["edit_form"]),
        ("form.share_changed", ["view_results"]),
        ("form.unshared", ["view_results"]),
    ]


def test_a_group_right_on_one_form_holds_for_its_members_alone():
    form, other, member, group = FormFactory(), FormFactory(), UserFactory(), Group.objects.create(name="Helpers")
    member.groups.add(group)

    assign_perm("forms_builder.view_results", group, form)

    assert (rights_of(member, form), rights_of(member, other)) == ({"view_results"}, frozenset())
    assert [row.rights for row in shelf_of(member)] == [{"view_results"}]
    assert rights_of(UserFactory(), form) == frozenset()


def test_a_right_given_by_hand_outlives_a_share_that_does_not_name_it():
    form, helper = FormFactory(), UserFactory()
    end = timezone.now() + timedelta(days=7)
    shared(form, helper, "view_results", expires_at=end)
    assign_perm("forms_builder.edit_form", helper, form)

    with time_machine.travel(end):
        rights = rights_of(helper, form)

    assert rights == {"edit_form"}


def test_no_row_outlives_its_form_and_no_new_form_inherits_one():
    form, helper, group = FormFactory(live=False), UserFactory(), Group.objects.create(name="Helpers")
    shared(form, helper, "edit_form")
    assign_perm("forms_builder.edit_form", group, form)
    key, owner = form.pk, form.owner

    Form.objects.get(pk=key).delete()
    again = FormFactory(live=False, pk=key, owner=owner)

    assert (FormUserPermission.objects.count(), FormGroupPermission.objects.count()) == (0, 0)
    assert rights_of(helper, again) == frozenset()


def test_a_copy_inherits_no_guests():
    form, helper = FormFactory(), UserFactory()
    shared(form, helper, *RIGHTS)

    copied = forms.copy(form=form, owner=form.owner)

    assert rights_of(helper, copied) == frozenset()


def test_without_its_row_a_share_opens_nothing():
    form, helper = FormFactory(), UserFactory()
    shared(form, helper, "edit_form")

    remove_perm("forms_builder.edit_form", helper, form)

    assert rights_of(helper, form) == frozenset()


def test_a_disabled_account_has_no_rights_left():
    form, helper = FormFactory(), UserFactory()
    shared(form, helper, "edit_form")

    users.deactivate(user=helper, by=None)

    assert rights_of(helper, form) == frozenset()


def test_who_may_hear_of_a_draft_loses_it_with_the_share():
    form, helper = FormFactory(), UserFactory()
    share = shared(form, helper, "edit_form")
    before = permissions.may_follow_draft(helper, str(form.pk))

    shares.revoke(share=share, by=form.owner)

    assert (before, permissions.may_follow_draft(helper, str(form.pk))) == (True, False)


@pytest.mark.mariadb
@pytest.mark.django_db(transaction=True)
def test_two_shares_with_one_address_at_once_make_one():
    form, helper = FormFactory(), UserFactory()

    results = at_once(*[lambda: shared(form, helper, "edit_form")] * 4)

    assert [type(each) for each in results] == [Share] * 4
    assert (Share.objects.count(), rights_of(helper, form)) == (1, {"edit_form"})


@pytest.mark.mariadb
@pytest.mark.django_db(transaction=True)
def test_shared_while_the_address_is_confirmed_it_is_bound_in_the_end():
    form, helper = FormFactory(), UserFactory(unverified=True)
    token = one_time.issue(user=helper, purpose=one_time.Purpose.VERIFY_EMAIL)

    at_once(lambda: shared(form, helper, "edit_form"), lambda: users.verify_email(token=token))
    shares.claim_left(timezone.now())

    helper.refresh_from_db()
    assert rights_of(helper, form) == {"edit_form"}
